import Link from "next/link";
import type { Claim, Conflict } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { entityPath } from "../../../_components/entity-link";
import { DecideButton, UndoButton } from "./decide-button";

function text(value: unknown): string {
  if (value === undefined) return "—";
  return typeof value === "string" ? value : JSON.stringify(value);
}

type ConflictCardProps = { readonly slug: string; readonly conflict: Conflict; readonly mayDecide: boolean };

/** One contested name: its claims side by side, where they differ, and who decided. */
export function ConflictCard({ slug, conflict, mayDecide }: ConflictCardProps) {
  const { ref, claims, differences, decision } = conflict;
  return (
    <Card
      title={
        <Link href={entityPath(slug, ref)} className="font-mono text-sm wrap-anywhere hover:underline">
          {ref}
        </Link>
      }
      description={
        <>
          {claims.length} sources claim it, since <RelativeTime at={conflict.since} />
        </>
      }
      actions={decision ? <Badge tone="ok">Decided</Badge> : <Badge tone="warn">Open</Badge>}
    >
      {decision ? (
        <div className="mb-3 flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
          <span className="min-w-0 wrap-anywhere">
            {decision.by.name} decided <RelativeTime at={decision.at} />: {decision.reason}
          </span>
          {mayDecide ? <UndoButton tenant={slug} entityRef={ref} /> : null}
        </div>
      ) : null}
      <ul className="grid gap-3 sm:grid-cols-2">
        {claims.map((claim) => (
          <ClaimBox
            key={`${claim.sourceId} ${claim.sourceKey}`}
            slug={slug}
            entityRef={ref}
            claim={claim}
            mayDecide={mayDecide}
          />
        ))}
      </ul>
      <div className="mt-3">
        {differences.length === 0 ? (
          <p className="text-sm text-ink-muted">They say the same; only their places differ.</p>
        ) : (
          <Table caption={`Where the claims on ${ref} differ`}>
            <TableHead>
              <TableRow>
                <TableHeader>Field</TableHeader>
                {claims.map((claim) => (
                  <TableHeader key={`${claim.sourceId} ${claim.sourceKey}`}>{claim.source}</TableHeader>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {differences.slice(0, 30).map((difference) => (
                <TableRow key={difference.path}>
                  <TableCell className="min-w-40 font-mono text-xs whitespace-normal wrap-anywhere">
                    {difference.path}
                  </TableCell>
                  {claims.map((claim, index) => (
                    <TableCell
                      key={`${claim.sourceId} ${claim.sourceKey}`}
                      className="max-w-80 whitespace-normal wrap-anywhere"
                    >
                      {text(difference.values[index]).slice(0, 300)}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </div>
    </Card>
  );
}

const LAYERS: Readonly<Record<string, string>> = { declared: "catalog file", imported: "import" };

function ClaimBox({
  slug,
  entityRef,
  claim,
  mayDecide,
}: {
  readonly slug: string;
  readonly entityRef: string;
  readonly claim: Claim;
  readonly mayDecide: boolean;
}) {
  return (
    <li className="min-w-0 rounded-lg border border-line p-3 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 font-medium wrap-anywhere">{claim.source}</span>
        {claim.counts ? <Badge tone="ok">Counts</Badge> : <Badge>Refused</Badge>}
        {mayDecide && !claim.chosen ? (
          <span className="ml-auto">
            <DecideButton
              tenant={slug}
              entityRef={entityRef}
              source={claim.source}
              sourceId={claim.sourceId}
              sourceKey={claim.sourceKey}
            />
          </span>
        ) : null}
      </div>
      <p className="mt-1 text-xs text-ink-muted">
        {LAYERS[claim.layer] ?? claim.layer}
        {claim.url ? (
          <>
            {" · "}
            <a
              href={claim.url}
              target="_blank"
              rel="noopener noreferrer"
              className="font-mono text-accent-ink wrap-anywhere hover:underline"
            >
              {claim.file ? `${claim.file}${claim.line ? `:${claim.line}` : ""}` : "open"}
            </a>
          </>
        ) : null}
        {" · first seen "}
        <RelativeTime at={claim.since} />
      </p>
    </li>
  );
}
