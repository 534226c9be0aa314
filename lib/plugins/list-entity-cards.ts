import { can } from "@/lib/access";
import { readFeatures } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Manifest, ViewBinding } from "@/lib/plugin-sdk";
import { type Gate, gate } from "./gate";
import { listRegistered } from "./registry";
import { listInstalls, listSecretNames } from "./store/install-store";

export type EntityCard = { readonly manifest: Manifest; readonly view: ViewBinding; readonly gate: Gate };

/** The cards that an entity of a kind has: of plugins that were set up and not switched off. Their data comes apart, card by card. */
export async function listEntityCards(ctx: TenantContext, kind: string): Promise<readonly EntityCard[]> {
  if (!can(ctx, "plugin.query")) return [];
  return withTenantSql(ctx, async (db) => {
    const installs = await listInstalls(db);
    const features = await readFeatures(db);
    const cards: EntityCard[] = [];
    for (const { manifest } of listRegistered()) {
      const install = installs.find((one) => one.pluginId === manifest.id && one.enabled);
      if (!install) continue;
      const answer = gate(
        manifest,
        { install, secrets: await listSecretNames(db, manifest.id) },
        features,
        ctx.grants,
      );
      for (const view of manifest.views)
        if (view.kinds.includes(kind)) cards.push({ manifest, view, gate: answer });
    }
    return cards;
  });
}
