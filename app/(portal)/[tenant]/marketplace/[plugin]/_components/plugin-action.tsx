import type { TenantContext } from "@/lib/platform/context";
import { asksOf, describeAsks, type PluginView } from "@/lib/plugins";
import { EnableDialog } from "../../../_plugins/enable-dialog";
import { PluginMenu } from "../../../_plugins/plugin-menu";

/** The one button of the page: enable, agree again, or the menu of what is on. A locked plugin has its button at the gate. */
export function PluginAction({ ctx, plugin }: { readonly ctx: TenantContext; readonly plugin: PluginView }) {
  const { manifest, gate, settings } = plugin;
  const names = { id: manifest.id, title: manifest.title };
  if (gate.kind === "unset" && gate.step !== "configure") {
    if (!gate.maySet)
      return (
        <span className="text-sm text-ink-muted">An owner or admin of {ctx.tenantName} can enable it.</span>
      );
    const label = gate.step === "consent" ? "Look at what it asks" : `Enable ${manifest.title}`;
    return (
      <EnableDialog
        tenant={ctx.slug}
        plugin={names}
        asks={asksOf(manifest)}
        words={describeAsks(manifest)}
        label={label}
      />
    );
  }
  const mayChange = ctx.grants.permissions.has("plugin.install");
  return settings.install && mayChange ? (
    <PluginMenu tenant={ctx.slug} plugin={names} enabled={settings.install.enabled} />
  ) : null;
}
