import Link from "next/link";
import type { TenantContext } from "@/lib/platform/context";
import { asksOf, describeAsks, type PluginView } from "@/lib/plugins";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { counted } from "../../../_plugins/counted";
import { EnableDialog } from "../../../_plugins/enable-dialog";
import { priceTitle } from "../../../_plugins/plan-words";
import { PluginMenu } from "../../../_plugins/plugin-menu";
import { VendorMark } from "../../../_plugins/vendor-mark";

function State({ plugin: { gate } }: { readonly plugin: PluginView }) {
  if (gate.kind === "open") return <Badge tone="ok">On</Badge>;
  if (gate.kind === "locked") return <Badge tone="accent">Frozen: needs {priceTitle(gate.price)}</Badge>;
  if (gate.step === "switch-on") return <Badge>Off</Badge>;
  return <Badge tone="warn">{gate.step === "consent" ? "Asks for more" : "Settings incomplete"}</Badge>;
}

/** One installed plugin with its state and what can be done. */
export function InstalledPlugin({
  ctx,
  plugin,
}: {
  readonly ctx: TenantContext;
  readonly plugin: PluginView;
}) {
  const { manifest, gate, usage, settings } = plugin;
  const mayChange = ctx.grants.permissions.has("plugin.install");
  const names = { id: manifest.id, title: manifest.title };
  const off = gate.kind === "unset" && (gate.step === "switch-on" || gate.step === "consent");
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
      <VendorMark mark={manifest.mark} />
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={`/${ctx.slug}/marketplace/${manifest.id}`}
            className="text-sm font-medium hover:underline"
          >
            {manifest.title}
          </Link>
          <State plugin={plugin} />
        </div>
        <p className="text-xs text-ink-muted">
          Version {settings.install?.version} ·{" "}
          {usage
            ? `${counted(usage.calls, "call")} in 30 days, ${usage.failures.toLocaleString("en")} failed`
            : "not used yet"}
        </p>
        {usage?.lastError && usage.failures > 0 ? (
          <p className="mt-0.5 text-xs text-warn">Last failure: {usage.lastError}</p>
        ) : null}
      </div>
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          {off ? (
            <EnableDialog
              tenant={ctx.slug}
              plugin={names}
              asks={asksOf(manifest)}
              words={describeAsks(manifest)}
              label="Switch on"
            />
          ) : null}
          {gate.kind !== "locked" &&
          !off &&
          (manifest.secrets.length > 0 || Object.keys(manifest.config.properties).length > 0) ? (
            <Button asChild>
              <Link href={`/${ctx.slug}/marketplace/${manifest.id}#settings`}>Configure</Link>
            </Button>
          ) : null}
          {gate.kind === "locked" ? (
            <Button asChild>
              <Link href={`/${ctx.slug}/marketplace/${manifest.id}`}>See what it takes</Link>
            </Button>
          ) : null}
          <PluginMenu tenant={ctx.slug} plugin={names} enabled={settings.install?.enabled ?? false} />
        </div>
      ) : null}
    </li>
  );
}
