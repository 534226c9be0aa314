import { cache } from "react";
import { can } from "@/lib/access";
import { listKindLooks } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { type KindWords, kindWords, type OwnKinds } from "@/lib/ui/kind-words";

/** The tenant's own kinds as pages name and draw them; none for somebody who may not see entities. */
export const readOwnKinds = cache(async (ctx: TenantContext): Promise<OwnKinds> => {
  const looks = can(ctx, "catalog.entity.read") ? await listKindLooks(ctx) : [];
  return Object.fromEntries(looks.map(({ kind, ...look }) => [kind.toLowerCase(), { title: kind, ...look }]));
});

/** What kinds are called, for texts made on the server; components below the frame have `KindName`. */
export async function readKindWords(ctx: TenantContext): Promise<KindWords> {
  return kindWords(await readOwnKinds(ctx));
}
