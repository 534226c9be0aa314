import type { TenantContext } from "@/lib/platform/context";
import { openServed } from "../served/open-served";
import { descriptionOf } from "./list-entities";

export type SearchHit = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly type: string | null;
  readonly ownerTitle: string | null;
  readonly description: string | null;
};

/**
 * What ⌘K shows while somebody types.
 *
 * @param text - words of a name, title, description, tag, owner, system or type, or parts of them; all must be found
 */
export async function searchEntities(
  ctx: TenantContext,
  text: string,
  limit = 12,
): Promise<readonly SearchHit[]> {
  const served = await openServed(ctx);
  const { hits } = await served.search({ text: text.slice(0, 200), limit });
  const rows = hits.map(({ ordinal }) => {
    const { ref, kind, namespace, name, title, type, ownerRef } = served.row(ordinal);
    const owner = ownerRef === undefined ? undefined : served.find(ownerRef);
    const ownerTitle = owner === undefined ? (ownerRef ?? null) : served.row(owner).title;
    return { ref, kind, namespace, name, title, type: type ?? null, ownerTitle };
  });
  const bodies = await served.bodies(hits.map(({ ordinal }) => ordinal));
  return rows.map((row, i) => ({ ...row, description: descriptionOf(bodies[i]) }));
}
