import type { RunDetail } from "@/lib/imports";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";

/** Records that did not become entities: where, why, and what to do. */
export function RejectedTable({ rejected }: { readonly rejected: RunDetail["rejected"] }) {
  return (
    <Table caption="Rejected records">
      <TableHead>
        <TableRow>
          <TableHeader numeric>Row</TableHeader>
          <TableHeader>Why</TableHeader>
          <TableHeader className="max-md:hidden">Record</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rejected.map((one) => (
          <TableRow key={`${one.read} ${one.row} ${one.reason}`}>
            <TableCell numeric className="py-2 align-top">
              {one.row > 0 ? one.row.toLocaleString("en") : ""}
              {one.read && one.read !== "file" ? (
                <span className="block text-xs text-ink-muted">{one.read}</span>
              ) : null}
            </TableCell>
            <TableCell className="py-2 align-top whitespace-normal wrap-anywhere">
              {one.ref && !one.reason.includes(one.ref) ? (
                <code className="block text-xs text-ink-muted">{one.ref}</code>
              ) : null}
              {one.path && one.path !== "mapping" && !one.reason.includes(one.path) ? (
                <code className="text-xs">{one.path}: </code>
              ) : null}
              {one.reason}
              {one.fix ? <span className="block text-xs text-ink-muted">{one.fix}</span> : null}
            </TableCell>
            <TableCell className="max-w-80 py-2 align-top whitespace-normal max-md:hidden">
              <code className="line-clamp-3 text-xs wrap-anywhere text-ink-muted">{one.record}</code>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
