import type { UploadView } from "@/lib/imports/client";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";

/** The first records as they were read, so that wrong delimiters and letters are seen at once. */
export function SampleTable({ upload }: { readonly upload: UploadView }) {
  const columns = upload.columns.slice(0, 12);
  return (
    <Table caption="First records" regionClassName="overflow-x-auto">
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableHeader key={column}>{column}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {upload.sample.map((record, index) => (
          <TableRow key={index}>
            {columns.map((column) => (
              <TableCell key={column} className="max-w-48 truncate">
                {record[column]}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
