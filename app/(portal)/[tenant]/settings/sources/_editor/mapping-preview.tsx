"use client";

import type { MappingPreview as MappingPreviewAnswer } from "@/lib/imports/client";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Spinner } from "@/lib/ui/spinner";
import { count } from "../_components/source-words";
import type { PreviewState } from "./use-preview";

/** What the mapping makes of the sample: entities with their refs, and what is wrong, record by record. */
export function MappingPreview({
  state,
  hasSample,
}: {
  readonly state: PreviewState;
  readonly hasSample: boolean;
}) {
  const { preview, problem, isLate } = state;
  if (problem) return <Callout tone="bad" title={problem} />;
  if (!hasSample)
    return (
      <p className="rounded-lg border border-dashed border-line p-4 text-sm text-ink-muted">
        Ask for a sample, or paste an answer, and the entities appear here while you type.
      </p>
    );
  if (!preview) return <p className="p-4 text-sm text-ink-muted">Mapping the sample…</p>;
  if (preview.problem)
    return (
      <div aria-busy={isLate}>
        <Callout tone="bad" title="The mapping cannot be read">
          {preview.problem}
        </Callout>
      </div>
    );
  return (
    <div className="grid gap-3" aria-live="polite" aria-busy={isLate}>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={preview.entities.length > 0 ? "ok" : "neutral"}>
          {count(preview.entities.length, "entity")}
        </Badge>
        {preview.rejected.length > 0 ? <Badge tone="bad">{preview.rejected.length} rejected</Badge> : null}
        <span className="text-xs text-ink-muted">
          of{" "}
          {preview.shown === preview.records
            ? count(preview.records, "record")
            : `the first ${preview.shown} of ${count(preview.records, "record")}`}
        </span>
        {isLate ? <Spinner className="ml-auto" /> : null}
      </p>
      {preview.rejected.length > 0 ? <Rejections rejected={preview.rejected} /> : null}
      <div className="grid max-h-[32rem] gap-2 overflow-auto">
        {preview.entities.slice(0, 20).map((one) => (
          <details key={`${one.row} ${JSON.stringify(one.entity)}`} className="rounded-lg border border-line">
            <summary className="cursor-pointer px-3 py-1.5 font-mono text-xs wrap-anywhere">
              {one.ref ?? "not valid yet"}
            </summary>
            <pre className="overflow-x-auto border-t border-line bg-sunken p-3 text-xs">
              {JSON.stringify(one.entity, null, 2)}
            </pre>
          </details>
        ))}
      </div>
    </div>
  );
}

const REASONS_SHOWN = 10;
const ROWS_SHOWN = 5;

/** Records with the same fault are said once. */
function Rejections({ rejected }: Pick<MappingPreviewAnswer, "rejected">) {
  const rows = new Map<string, { readonly fix: string | null | undefined; readonly rows: number[] }>();
  for (const { reason, fix, row } of rejected) {
    const known = rows.get(reason);
    if (known) known.rows.push(row);
    else rows.set(reason, { fix, rows: [row] });
  }
  const shown = [...rows].slice(0, REASONS_SHOWN);
  return (
    <ul className="grid gap-1.5 rounded-lg border border-line p-3 text-sm">
      {shown.map(([reason, { fix, rows: at }]) => (
        <li key={reason} className="wrap-anywhere">
          <span className="text-ink-muted">
            {at.length === 1 ? "Record " : "Records "}
            {at.slice(0, ROWS_SHOWN).join(", ")}
            {at.length > ROWS_SHOWN ? ` and ${at.length - ROWS_SHOWN} more` : ""}:{" "}
          </span>
          {reason}
          {fix ? <span className="block text-xs text-ink-muted">{fix}</span> : null}
        </li>
      ))}
      {rows.size > shown.length ? (
        <li className="text-xs text-ink-muted">and {rows.size - shown.length} other reasons</li>
      ) : null}
    </ul>
  );
}
