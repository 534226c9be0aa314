import { z } from "zod";
import { type EntityView, listRevisions } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { RelativeTime } from "@/lib/ui/relative-time";

const diffSchema = z
  .array(z.looseObject({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
  .catch([]);

function short(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/** Each change of the entity: what, from, to, by whom. */
export async function HistoryTab({ ctx, view }: { readonly ctx: TenantContext; readonly view: EntityView }) {
  const revisions = await listRevisions(ctx, view.entity.uid);
  if (revisions.length === 0)
    return (
      <EmptyState title="No change has been recorded yet">
        Changes appear here from the first one on.
      </EmptyState>
    );
  return (
    <Card flush title="History" actions={<span className="tabular text-ink-muted">{revisions.length}</span>}>
      <ol>
        {revisions.map((revision) => (
          <li key={revision.version} className="border-t border-line px-4 py-2.5 first:border-t-0">
            <div className="flex flex-wrap items-center gap-2 text-sm">
              <Badge>{revision.change}</Badge>
              <span className="text-ink-muted">
                <RelativeTime at={revision.at} /> by{" "}
                {String(revision.cause.name ?? revision.cause.kind ?? "ingestion")}
              </span>
              <span className="tabular ml-auto text-xs text-ink-faint">version {revision.version}</span>
            </div>
            <ul className="mt-1 grid gap-0.5 text-xs">
              {diffSchema
                .parse(revision.diff)
                .slice(0, 20)
                .map((entry) => (
                  <li key={entry.path} className="wrap-anywhere">
                    <code>{entry.path}</code>{" "}
                    <del className="text-bad no-underline">{short(entry.before)}</del>{" "}
                    <span aria-hidden="true">→</span>{" "}
                    <ins className="text-ok no-underline">{short(entry.after)}</ins>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  );
}
