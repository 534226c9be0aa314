import { AppError } from "@/lib/platform/errors";
import { openMapper } from "@/lib/platform/sandbox";
import type { Json, JsonObject } from "@/lib/platform/types";
import { completeEntity } from "../model/complete-entity";
import type { UploadInput } from "../model/definition";
import { type Cells, mapColumns } from "../model/map-columns";
import { readFile } from "../read/read-file";
import { toCells } from "../read/read-json";
import type { ReadFile, SourceRecord } from "../read/record";
import { type MappedRecords, mapRecords, openRecordMapper, shownRecord } from "./map-records";

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cellsOf(value: Json): Cells {
  return toCells(value);
}

/** Records as the mapping wants them; an expression may pick its own out of the whole file. */
async function pickRecords(bytes: Uint8Array, items: string): Promise<readonly SourceRecord[]> {
  const mapper = openMapper({ itemTimeoutMs: 5_000 });
  try {
    const text = new TextDecoder().decode(bytes);
    const [picked] = await mapper.map(items, [JSON.parse(text)]);
    if (picked?.problem)
      throw new AppError("invalid_input", `The records' expression failed: ${picked.problem.message}.`);
    const list =
      picked?.value === undefined ? [] : Array.isArray(picked.value) ? picked.value : [picked.value];
    return list.map((value: Json, index) => ({ row: index + 1, value }));
  } finally {
    mapper.close();
  }
}

async function map(
  mapping: UploadInput["mapping"],
  file: ReadFile,
  bytes: Uint8Array,
): Promise<MappedRecords> {
  switch (mapping.kind) {
    case "columns":
      return {
        entities: file.records.map(({ row, value }) => ({
          row,
          entity: mapColumns(cellsOf(value), mapping),
        })),
        rejected: [],
      };
    case "entities":
      return {
        entities: file.records.flatMap(({ row, value }) =>
          isObject(value) ? [{ row, entity: completeEntity(value) }] : [],
        ),
        rejected: file.records.flatMap(({ row, value }) =>
          isObject(value)
            ? []
            : [
                {
                  row,
                  path: "mapping",
                  reason: "the record is no object",
                  fix: "Send entities: objects with kind, metadata and spec.",
                  record: shownRecord(value),
                },
              ],
        ),
      };
    case "expression": {
      const records = mapping.items === "$" ? file.records : await pickRecords(bytes, mapping.items);
      const mapper = openRecordMapper({});
      try {
        return await mapRecords(mapper, mapping.mapping, records);
      } finally {
        mapper.close();
      }
    }
    default: {
      const never: never = mapping;
      return never;
    }
  }
}

/** Makes entities of an uploaded file. @throws AppError invalid_input - the file cannot be read at all */
export async function mapUpload(
  input: UploadInput,
  bytes: Uint8Array,
): Promise<MappedRecords & { readonly records: number }> {
  const file = await readFile(bytes);
  const mapped = await map(input.mapping, file, bytes);
  const unread = file.problems.map(({ row, message, fix }) => ({
    row,
    path: "mapping",
    reason: message,
    fix,
  }));
  return {
    entities: mapped.entities,
    rejected: [...unread, ...mapped.rejected],
    records: file.records.length + unread.length,
  };
}
