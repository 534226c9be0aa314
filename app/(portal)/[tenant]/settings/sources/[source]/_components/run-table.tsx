import Link from "next/link";
import type { SourceDetail } from "@/lib/imports";
import { Badge } from "@/lib/ui/badge";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { RUN_STATUS, TRIGGERS } from "../../_components/source-words";

/** Runs of a source, newest first, with what each made of the catalog. */
export function RunTable({ base, runs }: { readonly base: string; readonly runs: SourceDetail["runs"] }) {
  return (
    <Table caption="Runs">
      <TableHead>
        <TableRow>
          <TableHeader>Run</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader numeric>New</TableHeader>
          <TableHeader numeric>Changed</TableHeader>
          <TableHeader numeric>Removed</TableHeader>
          <TableHeader numeric className="max-sm:hidden">
            Rejected
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {runs.map((run) => {
          const status = RUN_STATUS[run.status];
          return (
            <TableRow key={run.id}>
              <TableCell>
                <Link href={`${base}/runs/${run.id}`} className="font-medium hover:underline">
                  <RelativeTime at={run.startedAt} />
                </Link>
                <span className="block text-xs text-ink-muted">
                  {TRIGGERS[run.trigger]}
                  {run.trigger === "schedule" ? "" : ` by ${run.startedBy}`}
                </span>
              </TableCell>
              <TableCell>
                <span className="flex flex-wrap gap-1">
                  <Badge tone={status?.tone}>{status?.label ?? run.status}</Badge>
                  {run.undoneAt ? <Badge>Undone</Badge> : null}
                  {run.held > 0 ? <Badge tone="warn">Removals wait</Badge> : null}
                </span>
              </TableCell>
              <TableCell numeric>{run.created.toLocaleString("en")}</TableCell>
              <TableCell numeric>{run.changed.toLocaleString("en")}</TableCell>
              <TableCell numeric>{run.removed.toLocaleString("en")}</TableCell>
              <TableCell numeric className="max-sm:hidden">
                {run.rejected.toLocaleString("en")}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
