import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../table";
import { type BlockOf, ViewCellText, ViewEmpty, ViewTitle } from "./view-parts";

/** Rows under named columns. */
export function ViewTable({ view }: { readonly view: BlockOf<"table"> }) {
  return (
    <div className="min-w-0">
      <ViewTitle>{view.title}</ViewTitle>
      {view.rows.length === 0 ? (
        <ViewEmpty>{view.empty}</ViewEmpty>
      ) : (
        <div className="overflow-hidden rounded-md border border-line">
          <Table caption={view.title ?? view.columns.map((column) => column.title).join(", ")}>
            <TableHead>
              <TableRow>
                {view.columns.map((column) => (
                  <TableHeader
                    key={column.key}
                    numeric={column.numeric}
                    className="h-8 bg-sunken px-3! first:pl-3!"
                  >
                    {column.title}
                  </TableHeader>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {view.rows.map((row, index) => (
                <TableRow key={index}>
                  {view.columns.map((column) => (
                    <TableCell
                      key={column.key}
                      numeric={column.numeric}
                      className="max-w-72 truncate px-3! first:pl-3!"
                    >
                      <ViewCellText cell={row[column.key]} />
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}
