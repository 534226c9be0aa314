import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { readGiven, tenantKinds } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { type Mapper, openMapper } from "@/lib/platform/sandbox";
import type { Json } from "@/lib/platform/types";
import { readSchema } from "../model/definition";
import { groupByKey, type Lookups, mapRecords, openRecordMapper } from "../run/map-records";
import type { RejectedRecord } from "../store/rejection-store";
import { inTurn } from "./in-turn";

const SAMPLE_CHARACTERS_MAX = 600_000;
const RECORDS_SHOWN = 50;
const ITEM_TIMEOUT_MS = 500;

const sampleSchema = z.strictObject({
  /** a whole answer, or the records of one already taken out */
  kind: z.enum(["answer", "records"]),
  text: z.string().max(SAMPLE_CHARACTERS_MAX, "The sample is too long; keep a few records of it."),
});
export type Sample = z.infer<typeof sampleSchema>;

export const previewMappingInput = z.strictObject({
  read: readSchema,
  sample: sampleSchema,
  lookups: z
    .array(z.strictObject({ read: readSchema, sample: sampleSchema }))
    .max(8)
    .default([]),
});

export type MappedEntity = { readonly row: number; readonly ref: string | undefined; readonly entity: Json };
export type MappingPreview = {
  readonly records: number;
  /** of these, how many were mapped here */
  readonly shown: number;
  /** the mapping itself cannot be read: where, and what was expected; then there is nothing else to show */
  readonly problem?: string | undefined;
  readonly entities: readonly MappedEntity[];
  readonly rejected: readonly RejectedRecord[];
};

function parse(sample: Sample, what: string): Json {
  try {
    return JSON.parse(sample.text);
  } catch (cause) {
    throw new AppError("invalid_input", `The sample of ${what} is not JSON.`, { cause });
  }
}

async function recordsOf(
  mapper: Mapper,
  read: z.infer<typeof readSchema>,
  sample: Sample,
): Promise<readonly Json[]> {
  const answer = parse(sample, read.name);
  if (sample.kind === "records" || read.items === "$")
    return Array.isArray(answer) ? answer : [answer as Json];
  const [picked] = await mapper.map(read.items, [answer]);
  if (picked?.problem)
    throw new AppError(
      "invalid_input",
      `The records' expression of ${read.name} failed: ${picked.problem.message}.`,
    );
  if (picked?.value === undefined) return [];
  return Array.isArray(picked.value) ? picked.value : [picked.value as Json];
}

/**
 * Maps a sample as a run would, for the editor: at most fifty records, half a second each, nothing is stored.
 *
 * @throws AppError invalid_input - the sample is not JSON or its records cannot be found; rate_limited
 */
export async function previewMapping(
  ctx: TenantContext,
  input: z.infer<typeof previewMappingInput>,
): Promise<MappingPreview> {
  requirePermission(ctx, "catalog.source.manage");
  const { mapping } = input.read;
  if (mapping === undefined) throw new AppError("invalid_input", "A lookup has no mapping to preview.");
  return inTurn(async () => {
    const own = openMapper({ itemTimeoutMs: ITEM_TIMEOUT_MS, memoryMb: 96 });
    let mapper: Mapper | undefined;
    try {
      const lookups: Record<string, Lookups[string]> = {};
      for (const { read, sample } of input.lookups)
        if (read.key !== undefined)
          lookups[read.name] = await groupByKey(own, read.key, await recordsOf(own, read, sample));
      const records = await recordsOf(own, input.read, input.sample);
      mapper = openRecordMapper(lookups, ITEM_TIMEOUT_MS);
      const shown = records.slice(0, RECORDS_SHOWN).map((value, index) => ({ row: index + 1, value }));
      const mapped = await mapRecords(mapper, mapping, shown, input.read.name);
      const counts = { records: records.length, shown: shown.length };
      if (mapped.syntax !== undefined)
        return { ...counts, problem: mapped.syntax, entities: [], rejected: [] };
      return {
        ...counts,
        ...check(mapped.entities, mapped.rejected, await tenantKinds(ctx)),
      };
    } finally {
      own.close();
      mapper?.close();
    }
  });
}

function check(
  given: readonly { readonly row: number; readonly entity: Json }[],
  unmapped: readonly RejectedRecord[],
  kinds: Awaited<ReturnType<typeof tenantKinds>>,
): Pick<MappingPreview, "entities" | "rejected"> {
  const source = {
    sourceId: "",
    name: "preview",
    rule: "preview",
    location: "url:preview",
    cause: { kind: "processor" as const, name: "preview" },
  };
  const known = new Set<string>();
  const distinct = given.filter(({ entity }) => {
    const text = JSON.stringify(entity);
    return !known.has(text) && known.add(text);
  });
  const read = readGiven(source, distinct, new Map(), kinds);
  const taken = new Map(
    read.fragments.map((fragment) => [
      `${fragment.row} ${JSON.stringify(fragment.body.metadata.name)}`,
      fragment.ref,
    ]),
  );
  return {
    entities: distinct.map(({ row, entity }) => ({
      row,
      entity,
      ref: taken.get(`${row} ${JSON.stringify(nameOf(entity))}`),
    })),
    rejected: [...unmapped, ...read.rejected],
  };
}

function nameOf(entity: Json): Json | undefined {
  if (typeof entity !== "object" || entity === null || !("metadata" in entity)) return undefined;
  const { metadata } = entity;
  return typeof metadata === "object" && metadata !== null && "name" in metadata ? metadata.name : undefined;
}
