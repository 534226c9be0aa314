import type { EntitySource } from "@/lib/catalog";
import type { Definition } from "../model/definition";
import type { SourceRow } from "../store/source-store";

/** How the catalog names a source's words. */
export function entitySourceOf(
  row: Pick<SourceRow, "sourceId" | "name" | "kind">,
  { input }: Definition,
): EntitySource {
  const place = input.kind === "http" ? `url:${input.baseUrl}` : `import:${row.name}`;
  return {
    sourceId: row.sourceId,
    name: row.name,
    rule: row.kind === "processor" ? `read from ${row.name}` : `imported with ${row.name}`,
    location: place,
    cause: { kind: row.kind, name: row.name },
  };
}
