import Link from "next/link";
import type { SourceView } from "@/lib/imports/client";
import { Badge } from "@/lib/ui/badge";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { count, HEALTH, KINDS, SCHEDULES } from "./source-words";

function hrefOf(tenant: string, source: SourceView): string | undefined {
  if (source.kind === "github") return `/${tenant}/settings/github`;
  return source.kind === "push" ? undefined : `/${tenant}/settings/sources/${source.sourceId}`;
}

function LastRun({ source }: { readonly source: SourceView }) {
  if (!source.runAt) return <>Never</>;
  const parts = [
    source.created ? `${source.created.toLocaleString("en")} new` : undefined,
    source.changed ? `${source.changed.toLocaleString("en")} changed` : undefined,
    source.removed ? `${source.removed.toLocaleString("en")} removed` : undefined,
    source.rejected ? `${source.rejected.toLocaleString("en")} rejected` : undefined,
    source.held ? `${source.held.toLocaleString("en")} removals wait` : undefined,
  ].filter(Boolean);
  return (
    <>
      <RelativeTime at={source.runAt} />
      <span className="block text-xs">
        {source.runStatus === "failed" && source.runProblem
          ? source.runProblem
          : parts.join(", ") || (source.kind === "github" ? "" : "Nothing changed")}
      </span>
    </>
  );
}

/** Every source of the catalog with its health, its last run and how much comes from it. */
export function SourceTable({
  tenant,
  sources,
}: {
  readonly tenant: string;
  readonly sources: readonly SourceView[];
}) {
  return (
    <Table caption="Sources of the catalog">
      <TableHead>
        <TableRow>
          <TableHeader>Source</TableHeader>
          <TableHeader>Health</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            Entities
          </TableHeader>
          <TableHeader className="max-md:hidden">Last run</TableHeader>
          <TableHeader className="max-lg:hidden">Runs</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {sources.map((source) => {
          const href = hrefOf(tenant, source);
          const { label, tone } = HEALTH[source.health];
          return (
            <TableRow key={source.sourceId}>
              <TableCell className="whitespace-normal">
                {href ? (
                  <Link href={href} className="font-medium wrap-anywhere hover:underline">
                    {source.name}
                  </Link>
                ) : (
                  <span className="font-medium wrap-anywhere">{source.name}</span>
                )}
                <span className="block text-xs text-ink-muted">
                  {KINDS[source.kind] ?? source.kind}
                  <span className="sm:hidden"> · {count(source.entities, "entity")}</span>
                </span>
              </TableCell>
              <TableCell>
                <Badge tone={tone}>{label}</Badge>
              </TableCell>
              <TableCell numeric className="max-sm:hidden">
                {source.entities.toLocaleString("en")}
              </TableCell>
              <TableCell muted className="max-w-80 whitespace-normal wrap-anywhere max-md:hidden">
                <LastRun source={source} />
              </TableCell>
              <TableCell muted className="max-lg:hidden">
                {source.kind === "github" ? "On every push" : null}
                {source.kind === "push" ? "When it is pushed" : null}
                {source.kind === "import" ? "When a file is sent" : null}
                {source.kind === "processor" && source.schedule ? SCHEDULES[source.schedule] : null}
                {source.nextRunAt ? (
                  <span className="block text-xs">
                    next <RelativeTime at={source.nextRunAt} />
                  </span>
                ) : null}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
