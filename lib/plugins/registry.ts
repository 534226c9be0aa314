import { AppError } from "@/lib/platform/errors";
import type { Manifest, PluginFixture } from "@/lib/plugin-sdk";
import { builtins } from "@/lib/plugins-builtin";

export type RegisteredPlugin = { readonly manifest: Manifest; readonly fixtures: readonly PluginFixture[] };

// Manifests are checked when they are defined; a wrong one stops the process at its start.
const byId: ReadonlyMap<string, RegisteredPlugin> = new Map(
  builtins.map((plugin) => [plugin.manifest.id, plugin]),
);

export function listRegistered(): readonly RegisteredPlugin[] {
  return [...byId.values()];
}

export function findRegistered(id: string): RegisteredPlugin | undefined {
  return byId.get(id);
}

/** @throws AppError not_found */
export function getRegistered(id: string): RegisteredPlugin {
  const found = byId.get(id);
  if (!found) throw new AppError("not_found", `There is no plugin "${id.slice(0, 60)}" in the marketplace.`);
  return found;
}

/** The plugin whose own price has this lookup key. */
export function findPluginOfAddon(lookupKey: string): string | undefined {
  return listRegistered().find(
    ({ manifest }) => "addon" in manifest.plan && manifest.plan.addon === lookupKey,
  )?.manifest.id;
}
