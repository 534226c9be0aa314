import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { type Entity, titleOf } from "../model/entity";
import { countPastKinds, listPastRows, type PastFilter } from "../store/as-of-store";
import { pastBody } from "./as-of";
import { type Moment, resolveMoment } from "./moment";

export type PastListItem = {
  readonly uid: string;
  readonly ref: string;
  readonly currentRef: string;
  /** what became of it since */
  readonly now: "same" | "changed" | "removed";
  readonly title: string;
  readonly body: Entity;
};

export type PastList = {
  readonly at: Date;
  readonly items: readonly PastListItem[];
  readonly total: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  /** `after` of the next page */
  readonly next: string | undefined;
};

/**
 * The catalog as it was at a moment, in order of refs: what was created later is absent, what was removed later is there.
 *
 * Computed backwards from today's rows, twice over all of them: about 0.4 s per 50,000 entities (2026-11-26, busy machine).
 */
export async function listAsOf(
  ctx: TenantContext,
  input: PastFilter & {
    readonly moment: Moment;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<PastList> {
  requirePermission(ctx, "catalog.entity.read");
  const { moment, after, limit, ...filter } = input;
  return withTenantSql(ctx, async (db) => {
    const at = await resolveMoment(db, moment);
    const kinds = await countPastKinds(db, at, filter);
    const rows = await listPastRows(db, at, filter, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      at,
      items: shown.map((row) => {
        const body = pastBody(row);
        const now = row.orphaned ? "removed" : row.diffs.length > 0 ? "changed" : "same";
        return { uid: row.uid, ref: row.ref, currentRef: row.currentRef, now, title: titleOf(body), body };
      }),
      total: kinds
        .filter(({ kind }) => filter.kind === undefined || kind === filter.kind)
        .reduce((sum, { count }) => sum + count, 0),
      kinds,
      next: rows.length > limit ? shown.at(-1)?.ref : undefined,
    };
  });
}
