import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { deleteSecret } from "@/lib/secrets";
import { getRegistered } from "./registry";
import { deleteInstall, readSettings, secretName } from "./store/install-store";

/** Forgets a plugin with its settings and secrets. Only ever because a person asked for it. */
export async function removePlugin(ctx: TenantContext, input: { readonly plugin: string }): Promise<void> {
  requirePermission(ctx, "plugin.install");
  const { manifest } = getRegistered(input.plugin);
  await withTenantSql(ctx, async (db) => {
    const { install, secrets } = await readSettings(db, manifest.id);
    if (!install) throw new AppError("not_found", `${manifest.title} is not installed here.`);
    for (const name of secrets) await deleteSecret(db, secretName(manifest.id, name));
    await deleteInstall(db, manifest.id);
    await recordAudit(db, ctx, {
      action: "plugins.plugin.removed",
      target: manifest.id,
      before: { config: install.config, secrets },
      after: undefined,
    });
    await publish(db, "plugins.changed", { plugin: manifest.id });
  });
}
