import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { readFeatures } from "@/lib/entitlements";
import type { Actor, TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { gate } from "./gate";
import type { PriceOf } from "./model/amount";
import { asksOf, missingConsent } from "./model/asks";
import { consentTo } from "./model/install";
import { refusalOf } from "./refuse";
import { getRegistered } from "./registry";
import { readSettings, upsertInstall } from "./store/install-store";

const texts = z.array(z.string().max(300)).max(20);

/** `agreed` is what the dialog showed, so that nobody agrees to what they did not see. */
export const enablePluginInput = z.strictObject({
  plugin: z.string().max(60),
  agreed: z.strictObject({ hosts: texts, secrets: texts, reads: texts, github: texts }),
});
export type EnablePluginInput = z.infer<typeof enablePluginInput>;

function nameOf(actor: Actor): string {
  return actor.kind === "user" ? actor.email : actor.kind === "token" ? `token ${actor.name}` : actor.kind;
}

/**
 * Installs a plugin, or switches it on again, with the admin's consent. Earlier settings and secrets are kept.
 *
 * @throws AppError feature_locked - the plan has it not, with what it costs; conflict - the consent is for another version's asks; not_found
 */
export async function enablePlugin(
  ctx: TenantContext,
  input: EnablePluginInput,
  priceOf: PriceOf,
): Promise<void> {
  requirePermission(ctx, "plugin.install");
  const { manifest } = getRegistered(input.plugin);
  const asks = asksOf(manifest);
  if (missingConsent(asks, input.agreed).length > 0) {
    throw new AppError(
      "conflict",
      `${manifest.title} ${manifest.version} asks for more than you were shown. Reload the page and look again.`,
    );
  }
  const locked = await withTenantSql(ctx, async (db) => {
    const before = await readSettings(db, manifest.id);
    const answer = gate(manifest, before, await readFeatures(db), ctx.grants);
    if (answer.kind === "locked") return answer;
    const consent = consentTo(asks, manifest.version, nameOf(ctx.actor), new Date());
    await upsertInstall(db, manifest.id, manifest.version, consent);
    await recordAudit(db, ctx, {
      action: "plugins.plugin.enabled",
      target: manifest.id,
      before: before.install
        ? { version: before.install.version, enabled: before.install.enabled }
        : undefined,
      after: { version: manifest.version, consent },
    });
    await publish(db, "plugins.changed", { plugin: manifest.id });
    return undefined;
  });
  if (locked) throw await refusalOf(ctx, manifest, locked, priceOf);
}
