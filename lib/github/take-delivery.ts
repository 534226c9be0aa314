import { asSystem } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { parseTenantId, type TenantId } from "@/lib/platform/types";
import { type Hint, readDelivery } from "./read-delivery";
import { findDelivery, settleDelivery } from "./store/inbox-store";
import { findTenantOfInstallation } from "./store/installation-store";

export type AddressedHints = {
  readonly tenantId: TenantId;
  readonly installationId: number;
  readonly hints: readonly Hint[];
};

/**
 * Hands a stored delivery to `apply` and keeps what became of it. The tenant comes from the installation's row, never from the delivery.
 *
 * An unknown installation or event is `ignored`. When `apply` throws, the delivery is `failed`, so that GitHub's redelivery is taken again.
 */
export async function takeDelivery(
  inboxId: string,
  apply: (addressed: AddressedHints) => Promise<void>,
): Promise<void> {
  const found = await asSystem("read-delivery", async (db) => {
    const delivery = await findDelivery(db, inboxId);
    if (!delivery || delivery.status === "processed" || delivery.status === "ignored") return undefined;
    const { installationId, hints } = readDelivery(delivery.event, delivery.body);
    const tenantId =
      installationId === undefined ? undefined : await findTenantOfInstallation(db, installationId);
    return { installationId, hints, tenantId };
  });
  if (!found) return;
  const { installationId, hints, tenantId } = found;
  if (installationId === undefined || tenantId === undefined || hints.length === 0) {
    await asSystem("settle-delivery", (db) => settleDelivery(db, inboxId, "ignored"));
    return;
  }
  try {
    await apply({ tenantId: parseTenantId(tenantId), installationId, hints });
  } catch (error) {
    await asSystem("settle-delivery", (db) => settleDelivery(db, inboxId, "failed", messageOf(error)));
    throw error;
  }
  await asSystem("settle-delivery", (db) => settleDelivery(db, inboxId, "processed"));
}
