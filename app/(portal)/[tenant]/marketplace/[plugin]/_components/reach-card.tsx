import Link from "next/link";
import type { PluginView } from "@/lib/plugins";
import { Card } from "@/lib/ui/card";
import { Progress } from "@/lib/ui/progress";
import { reachWords } from "../../../_plugins/reach-words";

/** The rehearsal: where the plugin will light up, and what links a component to it. */
export function ReachCard({
  slug,
  plugin: { manifest, reach },
}: {
  readonly slug: string;
  readonly plugin: PluginView;
}) {
  const { annotation } = manifest;
  return (
    <Card title="Where it lights up">
      <div className="grid gap-3 text-sm">
        <Progress
          label="Components with data"
          value={reach.annotated + reach.filled}
          max={Math.max(1, reach.total)}
          text={reachWords(reach)}
        />
        {reach.total > 0 ? (
          <ul className="grid gap-1 text-ink-muted">
            <li>
              {reach.annotated.toLocaleString("en")} by the annotation{" "}
              <code className="text-xs text-ink">{annotation.key}</code>
            </li>
            {annotation.autofill ? (
              <li>
                {reach.filled.toLocaleString("en")} by {annotation.autofill.says}
              </li>
            ) : null}
          </ul>
        ) : null}
        <p>
          <Link className="link" href={`/${slug}/catalog?kind=component`}>
            Look at your components
          </Link>
        </p>
      </div>
    </Card>
  );
}
