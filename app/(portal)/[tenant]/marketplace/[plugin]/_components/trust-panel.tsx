import type { ReactNode } from "react";
import type { PluginDetail } from "@/lib/plugins";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { counted } from "../../../_plugins/counted";

const LEVELS = {
  portico: "Portico's own support",
  partner: "partner support",
  community: "community",
} as const;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
      <dt className="shrink-0 text-ink-muted">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere">{children}</dd>
    </div>
  );
}

/** Who stands behind the plugin, and the evidence. */
export function TrustPanel({
  plugin: { manifest, fixtures, settings, usage },
}: {
  readonly plugin: PluginDetail;
}) {
  const { install } = settings;
  return (
    <Card title="Trust">
      <dl className="text-sm">
        <Fact name="Publisher">{manifest.publisher.name}</Fact>
        <Fact name="Support">
          {manifest.support.provider}, {LEVELS[manifest.support.level]}
        </Fact>
        <Fact name="Verified by">{manifest.verifiedBy}</Fact>
        <Fact name="Version">
          {manifest.version}, {manifest.releasedOn}
        </Fact>
        <Fact name="Tests">{fixtures.length} recorded answers, run before each release</Fact>
        <Fact name="Licence">{manifest.licence}</Fact>
        <Fact name="Form">Data only, no code of its own</Fact>
        {install?.consent ? (
          <Fact name="Agreed to">
            by {install.consent.by}, <RelativeTime at={install.consent.at} />
          </Fact>
        ) : null}
        {usage ? (
          <Fact name="Last 30 days">
            {counted(usage.calls, "call")}, {usage.failures.toLocaleString("en")} failed
          </Fact>
        ) : null}
      </dl>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer text-ink-muted">Changes</summary>
        <ul className="mt-1 grid gap-1">
          {manifest.changelog.map((change) => (
            <li key={change.version}>
              <span className="tabular text-ink-muted">
                {change.version}, {change.date}
              </span>{" "}
              {change.note}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
