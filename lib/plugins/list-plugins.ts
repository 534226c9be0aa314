import { requirePermission } from "@/lib/access";
import { readFeatures } from "@/lib/entitlements";
import type { Features, TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import type { Manifest, PluginFixture } from "@/lib/plugin-sdk";
import { type Gate, gate } from "./gate";
import type { Settings } from "./model/install";
import { getRegistered, listRegistered } from "./registry";
import { readSettings } from "./store/install-store";
import { countReach } from "./store/subject-store";
import { listUsage, type UsageRow } from "./store/usage-store";

/** On how many components a plugin would show something: by annotation, or taken from the repository. */
export type Reach = { readonly total: number; readonly annotated: number; readonly filled: number };

export type PluginView = {
  readonly manifest: Manifest;
  readonly settings: Settings;
  readonly gate: Gate;
  readonly reach: Reach;
  readonly usage: UsageRow | undefined;
};
export type PluginDetail = PluginView & { readonly fixtures: readonly PluginFixture[] };

async function viewOf(
  db: TenantSql,
  ctx: TenantContext,
  manifest: Manifest,
  features: Features,
  usage: readonly UsageRow[],
): Promise<PluginView> {
  const settings = await readSettings(db, manifest.id);
  const kinds = [...new Set(manifest.views.flatMap((view) => view.kinds))];
  const found = await countReach(db, kinds, [manifest.annotation.key, ...manifest.annotation.aliases]);
  const reach = { ...found, filled: manifest.annotation.autofill ? found.filled : 0 };
  return {
    manifest,
    settings,
    reach,
    gate: gate(manifest, settings, features, ctx.grants),
    usage: usage.find((row) => row.pluginId === manifest.id),
  };
}

/** Every plugin of the marketplace as it stands for this tenant, with its rehearsal: where it would light up. */
export async function listPlugins(ctx: TenantContext): Promise<readonly PluginView[]> {
  requirePermission(ctx, "plugin.read");
  return withTenantSql(ctx, async (db) => {
    const features = await readFeatures(db);
    const usage = await listUsage(db, 30);
    const views: PluginView[] = [];
    for (const { manifest } of listRegistered()) views.push(await viewOf(db, ctx, manifest, features, usage));
    return views;
  });
}

/** @throws AppError not_found */
export async function getPlugin(ctx: TenantContext, id: string): Promise<PluginDetail> {
  requirePermission(ctx, "plugin.read");
  const { manifest, fixtures } = getRegistered(id);
  return withTenantSql(ctx, async (db) => ({
    ...(await viewOf(db, ctx, manifest, await readFeatures(db), await listUsage(db, 30))),
    fixtures,
  }));
}
