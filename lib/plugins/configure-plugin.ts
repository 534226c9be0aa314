import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { readFeatures } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import type { ConfigValues, Manifest } from "@/lib/plugin-sdk";
import { writeSecret } from "@/lib/secrets";
import { gate } from "./gate";
import { hostsOf } from "./gateway/fill-request";
import type { PriceOf } from "./model/amount";
import { configProblems } from "./model/check-config";
import type { Settings } from "./model/install";
import { refusalOf } from "./refuse";
import { getRegistered } from "./registry";
import { readSettings, secretName, updateConfig } from "./store/install-store";

export const configurePluginInput = z.strictObject({
  plugin: z.string().max(60),
  config: z.record(z.string().max(60), z.union([z.string().max(2_000), z.number(), z.boolean()])),
  /** left out = keep the stored one */
  secrets: z.record(z.string().max(60), z.string().min(1).max(4_000)),
});
export type ConfigurePluginInput = z.infer<typeof configurePluginInput>;

/** Settings and secrets that can be used, or `invalid_input` with a message per field. */
export function requireUsable(manifest: Manifest, input: ConfigurePluginInput, settings: Settings): void {
  const problems: Record<string, string> = { ...configProblems(manifest, input.config) };
  const declared = new Set(manifest.secrets.map((secret) => secret.name));
  for (const name of Object.keys(input.secrets))
    if (!declared.has(name)) problems[name] = `${name} is no secret of this plugin.`;
  for (const secret of manifest.secrets) {
    const given = secret.name in input.secrets;
    const stored = settings.secrets.includes(secret.name);
    if (secret.required && !given && !stored) problems[secret.name] = `${secret.title} is needed.`;
    // A stored secret goes only where it was entered for: whoever changes the address must know it.
    else if (!given && stored && movesElsewhere(manifest, settings, input.config))
      problems[secret.name] = `The address changed: enter the ${secret.title.toLowerCase()} again.`;
  }
  if (Object.keys(problems).length > 0)
    throw new AppError("invalid_input", Object.values(problems).join(" "), { details: { fields: problems } });
}

function movesElsewhere(manifest: Manifest, { install }: Settings, config: ConfigValues): boolean {
  if (!install) return false;
  return hostsOf(manifest.hosts, install.config).join() !== hostsOf(manifest.hosts, config).join();
}

/**
 * Saves a plugin's settings; cards that are open redraw with them.
 *
 * @throws AppError invalid_input - `details.fields` says what is wrong with which field; precondition - not enabled; feature_locked
 */
export async function configurePlugin(
  ctx: TenantContext,
  input: ConfigurePluginInput,
  priceOf: PriceOf,
): Promise<void> {
  requirePermission(ctx, "plugin.install");
  const { manifest } = getRegistered(input.plugin);
  const refused = await withTenantSql(ctx, async (db) => {
    const settings = await readSettings(db, manifest.id);
    const answer = gate(manifest, settings, await readFeatures(db), ctx.grants);
    if (answer.kind === "locked" || (answer.kind === "unset" && answer.step !== "configure")) return answer;
    requireUsable(manifest, input, settings);
    await save(db, ctx, manifest, input, settings);
    return undefined;
  });
  if (refused) throw await refusalOf(ctx, manifest, refused, priceOf);
}

async function save(
  db: TenantSql,
  ctx: TenantContext,
  manifest: Manifest,
  input: ConfigurePluginInput,
  settings: Settings,
): Promise<void> {
  await updateConfig(db, manifest.id, input.config);
  for (const [name, value] of Object.entries(input.secrets))
    await writeSecret(db, ctx, secretName(manifest.id, name), value);
  await recordAudit(db, ctx, {
    action: "plugins.plugin.configured",
    target: manifest.id,
    before: settings.install?.config,
    after: { config: input.config, secretsReplaced: Object.keys(input.secrets) },
  });
  await publish(db, "plugins.changed", { plugin: manifest.id });
}
