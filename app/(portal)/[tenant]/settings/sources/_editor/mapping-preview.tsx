"use client";

import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { cx } from "@/lib/ui/cx";
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
  return (
    <div className={cx("grid gap-3", isLate && "opacity-60")} aria-live="polite" aria-busy={isLate}>
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={preview.entities.length > 0 ? "ok" : "neutral"}>
          {preview.entities.length} {preview.entities.length === 1 ? "entity" : "entities"}
        </Badge>
        {preview.rejected.length > 0 ? <Badge tone="bad">{preview.rejected.length} rejected</Badge> : null}
        <span className="text-xs text-ink-muted">
          of{" "}
          {preview.shown === preview.records
            ? preview.records
            : `the first ${preview.shown} of ${preview.records}`}{" "}
          records
        </span>
      </p>
      {preview.rejected.length > 0 ? (
        <ul className="grid gap-1.5 rounded-lg border border-line p-3 text-sm">
          {preview.rejected.slice(0, 10).map((one) => (
            <li key={`${one.row} ${one.reason}`} className="wrap-anywhere">
              <span className="text-ink-muted">Record {one.row}: </span>
              {one.reason}
              {one.fix ? <span className="block text-xs text-ink-muted">{one.fix}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
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
