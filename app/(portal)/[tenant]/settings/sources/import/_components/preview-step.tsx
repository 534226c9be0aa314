"use client";

import { useState } from "react";
import type { ImportPreview, Outcome, PreviewRow } from "@/lib/imports/client";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { Checkbox } from "@/lib/ui/checkbox";
import { EmptyState } from "@/lib/ui/empty-state";
import { Stat } from "@/lib/ui/stat";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import type { Tone } from "@/lib/ui/tone";
import { count, HELD } from "../../_components/source-words";

const OUTCOMES: Readonly<Record<Outcome, { readonly label: string; readonly tone: Tone }>> = {
  rejected: { label: "Rejected", tone: "bad" },
  removed: { label: "Removed", tone: "warn" },
  changed: { label: "Changed", tone: "info" },
  created: { label: "New", tone: "ok" },
  unchanged: { label: "Unchanged", tone: "neutral" },
};
const ORDER: readonly Outcome[] = ["created", "changed", "removed", "unchanged", "rejected"];

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 120);
}

function What({ row }: { readonly row: PreviewRow }) {
  return (
    <>
      {row.ref && !row.reason?.includes(row.ref) ? (
        <code className="block text-xs leading-5 wrap-anywhere">{row.ref}</code>
      ) : null}
      {row.reason}
      {row.fix ? <span className="block text-xs text-ink-muted">{row.fix}</span> : null}
      {row.note ? <span className="block text-xs text-ink-muted">{row.note}</span> : null}
      {row.changes?.slice(0, 4).map((change) => (
        <span key={change.path} className="block text-xs text-ink-muted wrap-anywhere">
          {change.path}: {shown(change.before)} → {shown(change.after)}
        </span>
      ))}
      {row.changes && row.changes.length > 4 ? (
        <span className="block text-xs text-ink-muted">and {row.changes.length - 4} more fields</span>
      ) : null}
    </>
  );
}

type PreviewStepProps = {
  readonly preview: ImportPreview;
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onStart: (confirmed: boolean) => void;
};

/** What the import would do, row by row, and the button that does it. */
export function PreviewStep({ preview, isPending, onBack, onStart }: PreviewStepProps) {
  const [outcome, setOutcome] = useState<Outcome | undefined>();
  const [hasAgreed, setHasAgreed] = useState(false);
  const { counts, loss } = preview;
  const goesIn = counts.created + counts.changed + counts.unchanged;
  const rows = preview.rows.filter((row) => outcome === undefined || row.outcome === outcome);
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-5">
        {ORDER.map((one) => (
          <Stat
            key={one}
            label={OUTCOMES[one].label}
            value={counts[one]}
            tone={counts[one] > 0 ? OUTCOMES[one].tone : undefined}
          />
        ))}
      </div>
      {goesIn === 0 ? (
        <Callout tone="warn" title="No record becomes an entity with this mapping">
          Look at the reasons below and go back to the columns.
        </Callout>
      ) : null}
      {loss.kind === "suspicious" ? (
        <Callout tone="warn" title={`${count(counts.removed, "entity")} would be removed`}>
          {HELD[loss.reason]} Unless you agree, they stay until the next file that does not name them either.
          <div className="mt-2">
            <Checkbox
              label="Remove them with this import"
              checked={hasAgreed}
              onChange={(event) => setHasAgreed(event.currentTarget.checked)}
            />
          </div>
        </Callout>
      ) : null}
      <Card
        flush
        title="Row by row"
        description="The first hundred of each outcome."
        actions={
          <span className="flex flex-wrap gap-1">
            {ORDER.filter((one) => counts[one] > 0).map((one) => (
              <Button
                key={one}
                size="sm"
                variant={outcome === one ? "secondary" : "ghost"}
                aria-pressed={outcome === one}
                onClick={() => setOutcome(outcome === one ? undefined : one)}
              >
                {OUTCOMES[one].label}
              </Button>
            ))}
          </span>
        }
      >
        {rows.length === 0 ? (
          <EmptyState compact title="Nothing to show" />
        ) : (
          <Table caption="What would happen, row by row" regionClassName="max-h-[60vh] overflow-auto">
            <TableHead>
              <TableRow>
                <TableHeader numeric>Row</TableHeader>
                <TableHeader>Outcome</TableHeader>
                <TableHeader>What</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={`${row.outcome} ${row.row} ${row.ref} ${row.reason}`}>
                  <TableCell numeric className="py-2 align-top">
                    {row.row === undefined ? "" : row.row.toLocaleString("en")}
                  </TableCell>
                  <TableCell className="py-2 align-top">
                    <Badge tone={OUTCOMES[row.outcome].tone}>{OUTCOMES[row.outcome].label}</Badge>
                  </TableCell>
                  <TableCell className="py-2 align-top whitespace-normal wrap-anywhere">
                    <What row={row} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      <div className="flex justify-between gap-2">
        <Button variant="ghost" onClick={onBack}>
          Back to the columns
        </Button>
        <Button
          variant="primary"
          loading={isPending}
          disabled={goesIn === 0}
          onClick={() => onStart(hasAgreed)}
        >
          Import {count(goesIn, "entity")}
        </Button>
      </div>
    </div>
  );
}
