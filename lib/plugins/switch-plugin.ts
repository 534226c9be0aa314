import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { getRegistered } from "./registry";
import { findInstall, updateEnabled } from "./store/install-store";

export const disablePluginInput = z.strictObject({ plugin: z.string().max(60) });

/** Switches a plugin off: its cards go, its settings and secrets stay. Switching on again is `enablePlugin`. */
export async function disablePlugin(
  ctx: TenantContext,
  input: z.infer<typeof disablePluginInput>,
): Promise<void> {
  requirePermission(ctx, "plugin.install");
  const { manifest } = getRegistered(input.plugin);
  await withTenantSql(ctx, async (db) => {
    const install = await findInstall(db, manifest.id);
    if (!install) throw new AppError("not_found", `${manifest.title} is not installed here.`);
    if (!install.enabled) return;
    await updateEnabled(db, manifest.id, false);
    await recordAudit(db, ctx, {
      action: "plugins.plugin.disabled",
      target: manifest.id,
      before: { enabled: true },
      after: { enabled: false },
    });
    await publish(db, "plugins.changed", { plugin: manifest.id });
  });
}
