import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { deleteSecret } from "@/lib/secrets";
import { deleteConnectionRow } from "../store/connection-store";
import { clientSecretName } from "./connection-id";
import { getConnection } from "./save-connection";

export const connectionRefInput = z.strictObject({ id: z.uuid() });

/** Removes a connection with its secret and its sessions. Members stay; those who only had this way in cannot sign in. */
export async function deleteConnection(
  ctx: TenantContext,
  input: z.infer<typeof connectionRefInput>,
): Promise<void> {
  requirePermission(ctx, "sso.manage");
  const before = await getConnection(ctx, input.id);
  await withTenant(ctx, async (db) => {
    await deleteSecret(db, clientSecretName(input.id));
    // Its sessions go with it (foreign key).
    await deleteConnectionRow(db, input.id);
    await recordAudit(db, ctx, { action: "identity.sso.deleted", target: input.id, before });
  });
}
