import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { countKinds, listOwnedBy, listRecentChanges, readAttention } from "../store/home-store";

export type HomeView = {
  readonly kinds: Awaited<ReturnType<typeof countKinds>>;
  readonly changes: Awaited<ReturnType<typeof listRecentChanges>>;
  readonly attention: Awaited<ReturnType<typeof readAttention>>;
  /** what the signed-in person's teams own; empty for tokens and people the catalog does not know */
  readonly mine: Awaited<ReturnType<typeof listOwnedBy>>;
};

export async function readHome(ctx: TenantContext): Promise<HomeView> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => ({
    kinds: await countKinds(db),
    changes: await listRecentChanges(db, 12),
    attention: await readAttention(db),
    mine: ctx.actor.kind === "user" ? await listOwnedBy(db, ctx.actor.email, 24) : [],
  }));
}
