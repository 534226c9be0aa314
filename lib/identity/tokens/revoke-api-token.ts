import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { revokeApiTokenRow } from "../store/api-token-store";

export const apiTokenRefInput = z.strictObject({ id: z.uuid() });

/** Ends a token; the next request with it is refused. */
export async function revokeApiToken(
  ctx: TenantContext,
  input: z.infer<typeof apiTokenRefInput>,
): Promise<void> {
  requirePermission(ctx, "token.manage");
  await withTenant(ctx, async (db) => {
    const name = await revokeApiTokenRow(db, input.id);
    if (name === undefined)
      throw new AppError("not_found", "There is no such token, or it was revoked before.");
    await recordAudit(db, ctx, { action: "identity.token.revoked", target: input.id, before: { name } });
  });
}
