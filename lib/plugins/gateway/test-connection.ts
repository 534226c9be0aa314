import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { readFeatures } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { mappingInput } from "@/lib/plugin-sdk";
import { type ConfigurePluginInput, requireUsable } from "../configure-plugin";
import { gate } from "../gate";
import { refusalOf } from "../refuse";
import { getRegistered } from "../registry";
import { readSettings } from "../store/install-store";
import { askVendor } from "./ask-vendor";
import { hostsOf } from "./fill-request";
import { callGithub } from "./github-call";
import { type GatewayPorts, mapAnswers, readSecrets } from "./run-query";

export type TestOutcome = { readonly ok: boolean; readonly says: string };
const outcomeSchema = z.object({ ok: z.boolean(), says: z.string().max(500) });

/**
 * Tries settings before they are saved, with the secrets as entered or as stored.
 *
 * A vendor that does not answer or refuses is an outcome, not an error.
 *
 * @throws AppError invalid_input - per field; feature_locked, precondition - as in runQuery
 */
export async function testConnection(
  ctx: TenantContext,
  input: ConfigurePluginInput,
  ports: GatewayPorts,
): Promise<TestOutcome> {
  requirePermission(ctx, "plugin.install");
  const { manifest } = getRegistered(input.plugin);
  const { test } = manifest;
  if (!test) throw new AppError("not_found", `${manifest.title} has nothing to test.`);
  const { settings, features } = await withTenantSql(ctx, async (db) => ({
    settings: await readSettings(db, manifest.id),
    features: await readFeatures(db),
  }));
  const answer = gate(manifest, settings, features, ctx.grants);
  if (answer.kind === "locked" || (answer.kind === "unset" && answer.step !== "configure"))
    throw await refusalOf(ctx, manifest, answer, ports.priceOf);
  requireUsable(manifest, input, settings);
  const secrets = { ...(await readSecrets(ctx, manifest, test)), ...input.secrets };
  const values = { config: input.config, annotation: "", parts: {}, name: "" };
  try {
    const answers = await askVendor(ctx, {
      manifest,
      query: test,
      values,
      hosts: hostsOf(settings.install?.consent?.hosts ?? [], input.config),
      secrets,
      callGithub,
    });
    return outcomeSchema.parse(
      await mapAnswers(manifest, test, mappingInput(answers, input.config, "", {}), Object.values(secrets)),
    );
  } catch (error) {
    if (error instanceof AppError) return { ok: false, says: error.message };
    throw error;
  }
}
