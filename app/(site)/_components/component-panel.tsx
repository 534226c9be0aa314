import { Avatar } from "@/lib/ui/avatar";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { KindTile } from "@/lib/ui/kind-icon";

const FIELDS = [
  [
    "Owner",
    <span key="owner" className="flex items-center gap-1.5">
      <Avatar name="team payments" square size={16} />
      team-payments
    </span>,
    "CODEOWNERS",
  ],
  ["Type", "service", "Dockerfile and cmd/server"],
  ["Language", "Go", "repository contents"],
  ["API", "payments-api, OpenAPI 3.1", "api/openapi.yaml"],
  ["Docs", "7 pages", "docs/"],
  ["Lifecycle", "production", "catalog-info.yaml"],
] as const;

/** One component as the portal shows it, drawn with the portal's own parts; the company is made up. */
export function ComponentPanel() {
  return (
    <figure>
      <Card flush>
        <div className="flex items-center gap-3 border-b border-line px-4 py-3">
          <KindTile kind="component" type="service" />
          <div className="min-w-0 flex-1">
            <p className="truncate text-base font-semibold">payments</p>
            <code className="text-xs text-ink-muted">component:default/payments</code>
          </div>
          <Badge tone="ok">production</Badge>
        </div>
        <dl className="divide-y divide-line text-sm">
          {FIELDS.map(([name, value, source]) => (
            <div key={name} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 px-4 py-2">
              <dt className="text-ink-muted">{name}</dt>
              <dd className="min-w-0">
                {value}
                <span className="block text-xs text-ink-muted">from {source}</span>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <figcaption className="mt-2 text-center text-xs text-ink-muted">
        A component in the catalog of an example company
      </figcaption>
    </figure>
  );
}
