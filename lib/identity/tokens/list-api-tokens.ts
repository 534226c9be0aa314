import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { listApiTokenRows } from "../store/api-token-store";

export type ApiTokenView = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdBy: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date | undefined;
  readonly lastUsedAt: Date | undefined;
  readonly state: "live" | "expired" | "revoked";
};

/** The tenant's tokens, live ones first; never their text. */
export async function listApiTokens(ctx: TenantContext, now = new Date()): Promise<readonly ApiTokenView[]> {
  requirePermission(ctx, "token.manage");
  const rows = await withTenant(ctx, listApiTokenRows);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdBy: row.createdByName ?? undefined,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt ?? undefined,
    lastUsedAt: row.lastUsedAt ?? undefined,
    state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt <= now ? "expired" : "live",
  }));
}
