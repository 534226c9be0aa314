import type { TenantContext } from "@/lib/platform/context";
import type { Manifest } from "@/lib/plugin-sdk";
import type { PluginView } from "@/lib/plugins";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import type { FormSchema } from "@/lib/ui/schema-form/schema";
import { ConfigForm } from "../../../_plugins/config-form";

function secretsForm(manifest: Manifest): FormSchema {
  const properties = manifest.secrets.map(
    (secret) =>
      [
        secret.name,
        { type: "string" as const, title: secret.title, description: secret.description, format: "password" },
      ] as const,
  );
  return {
    properties: Object.fromEntries(properties),
    required: manifest.secrets.filter((secret) => secret.required).map((secret) => secret.name),
  };
}

/** The settings form of an enabled plugin that has settings, for those who may change them. */
export function PluginSettings({
  ctx,
  plugin,
}: {
  readonly ctx: TenantContext;
  readonly plugin: PluginView;
}) {
  const { manifest, gate, settings } = plugin;
  const shown = gate.kind === "open" || (gate.kind === "unset" && gate.step === "configure");
  const empty = Object.keys(manifest.config.properties).length === 0 && manifest.secrets.length === 0;
  if (!shown || empty) return null;
  if (!ctx.grants.permissions.has("plugin.install")) {
    return gate.kind === "open" ? null : (
      <Callout tone="info" title={`${manifest.title} is being set up`}>
        An owner or admin still has to complete its settings.
      </Callout>
    );
  }
  return (
    <Card
      title="Settings"
      description={gate.kind === "open" ? "In use" : "One step left: where it finds your data"}
      id="settings"
    >
      <ConfigForm
        tenant={ctx.slug}
        plugin={manifest.id}
        config={manifest.config}
        secrets={secretsForm(manifest)}
        values={settings.install?.config ?? {}}
        storedSecrets={settings.secrets}
        testable={manifest.test !== undefined}
      />
    </Card>
  );
}
