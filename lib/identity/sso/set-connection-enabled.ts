import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { setConnectionEnabled as writeEnabled } from "../store/connection-store";
import { deleteConnectionSessions } from "../store/session-store";
import { discoverIssuer } from "./discover";
import { getConnection } from "./save-connection";

export const enabledInput = z.strictObject({ id: z.uuid(), enabled: z.boolean() });

/**
 * Switches a connection on, which needs its issuer to answer now, or off, which ends the sessions it made.
 *
 * @throws AppError not_found; upstream_failed or invalid_input - what is wrong with the issuer
 */
export async function setConnectionEnabled(
  ctx: TenantContext,
  input: z.infer<typeof enabledInput>,
): Promise<void> {
  requirePermission(ctx, "sso.manage");
  const connection = await getConnection(ctx, input.id);
  if (input.enabled) await discoverIssuer(connection.issuer);
  await withTenant(ctx, async (db) => {
    await writeEnabled(db, input.id, input.enabled);
    if (!input.enabled) await deleteConnectionSessions(db, input.id);
    await recordAudit(db, ctx, {
      action: input.enabled ? "identity.sso.enabled" : "identity.sso.disabled",
      target: input.id,
    });
  });
}
