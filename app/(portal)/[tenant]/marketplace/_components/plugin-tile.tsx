import { Lock } from "lucide-react";
import Link from "next/link";
import type { PluginView } from "@/lib/plugins";
import { Badge } from "@/lib/ui/badge";
import { planTitle } from "../../_plugins/plan-words";
import { reachWords } from "../../_plugins/reach-words";
import { VendorMark } from "../../_plugins/vendor-mark";

function State({ plugin: { gate } }: { readonly plugin: PluginView }) {
  if (gate.kind === "open") return <Badge tone="ok">On</Badge>;
  if (gate.kind === "unset" && gate.step === "configure") return <Badge tone="warn">Finish setting up</Badge>;
  if (gate.kind === "unset" && gate.step === "consent") return <Badge tone="warn">Asks for more</Badge>;
  return null;
}

/** One plugin of the list: mark, one sentence, plan, where it lights up. */
export function PluginTile({ slug, plugin }: { readonly slug: string; readonly plugin: PluginView }) {
  const { manifest, gate } = plugin;
  return (
    <li className="relative flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4 hover:border-line-strong">
      <div className="flex items-start gap-3">
        <VendorMark mark={manifest.mark} />
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">
            <Link
              href={`/${slug}/marketplace/${manifest.id}`}
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              {manifest.title}
            </Link>
          </h2>
          <p className="text-xs text-ink-muted">by {manifest.publisher.name}</p>
        </div>
        <State plugin={plugin} />
      </div>
      <p className="text-sm text-ink-muted">{manifest.description}</p>
      <div className="mt-auto flex flex-wrap items-center justify-between gap-2 text-xs text-ink-muted">
        <span className="tabular">{reachWords(plugin.reach)}</span>
        <Badge
          tone={gate.kind === "locked" ? "accent" : "neutral"}
          icon={gate.kind === "locked" ? <Lock /> : undefined}
        >
          {planTitle(manifest)}
        </Badge>
      </div>
    </li>
  );
}
