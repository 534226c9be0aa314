import { z } from "zod";
import {
  definitionSchema,
  getRun,
  getSourceByName,
  listSources,
  putSource,
  type RunDetail,
  type SourceDetail,
  sourceNameSchema,
  startRun,
  undoRun,
} from "@/lib/imports";
import { AppError } from "@/lib/platform/errors";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

const permission = "catalog.source.manage";
const nameParams = z.object({
  name: sourceNameSchema.meta({ description: "The source's name, percent-encoded" }),
});
const runParams = nameParams.extend({ run: z.uuid() });
const exampleName = { name: "House inventory" };
const exampleRun = { ...exampleName, run: "5f0c2a52-6a4e-4a7f-9a3c-0d9f4f3b2a10" };

const runSchema = z.object({
  id: z.uuid(),
  trigger: z.enum(["person", "schedule", "api", "undo", "remove"]),
  status: z.enum(["queued", "running", "waiting", "done", "failed"]),
  records: z.int().meta({ description: "records read" }),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  rejected: z.int(),
  held: z
    .int()
    .meta({ description: "entities it no longer gives, whose removal waits for a second run or an admin" }),
  problem: z.string().nullable(),
  undone: z.boolean(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
const rejectedSchema = z.object({
  read: z.string().nullable(),
  row: z.int(),
  ref: z.string().nullable(),
  path: z.string().nullable().meta({ description: "field of the entity, or `mapping`" }),
  reason: z.string(),
  fix: z.string().nullable(),
});
const sourceSchema = z.object({
  name: z.string(),
  kind: z.enum(["import", "processor"]),
  definition: definitionSchema,
  secrets: z
    .array(z.string())
    .meta({ description: "names of the secrets that are entered; values are never given" }),
  enabled: z.boolean(),
  nextRunAt: z.iso.datetime().nullable(),
  entities: z.int(),
  runs: z.array(runSchema).meta({ description: "the newest twenty" }),
});

function runView(run: SourceDetail["runs"][number]): z.infer<typeof runSchema> {
  const { id, trigger, status, records, created, changed, unchanged, removed, rejected, held } = run;
  return {
    ...{ id, trigger, status, records, created, changed, unchanged, removed, rejected, held },
    problem: run.problem?.message ?? null,
    undone: run.undoneAt !== null,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

function sourceView(source: SourceDetail): object {
  const { name, kind, definition, secrets, enabled, entities } = source;
  return {
    ...{ name, kind, definition, secrets, enabled, entities },
    nextRunAt: source.nextRunAt?.toISOString() ?? null,
    runs: source.runs.map(runView),
  };
}

async function findRunOf(ctx: Parameters<typeof getRun>[0], name: string, run: string): Promise<RunDetail> {
  const [source, detail] = [await getSourceByName(ctx, name), await getRun(ctx, { runId: run })];
  if (detail.source.sourceId !== source.sourceId)
    throw new AppError("not_found", `The source "${name}" has no run ${run}.`);
  return detail;
}

const listed = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      kind: z.string().meta({ description: "github, push, import or processor" }),
      health: z.enum(["ok", "working", "attention", "failed", "paused", "never"]),
      entities: z.int(),
      schedule: z.string().nullable(),
      nextRunAt: z.iso.datetime().nullable(),
      lastRunAt: z.iso.datetime().nullable(),
      problem: z.string().nullable(),
    }),
  ),
});

export const getSources = defineEndpoint({
  method: "GET",
  path: "/catalog/sources",
  tag: "Imports",
  summary: "Every source of the catalog with its health",
  permission,
  answers: { 200: { description: "Organisations, sets, imports and processors", schema: listed } },
  handle: async (ctx) =>
    json({
      items: (await listSources(ctx)).map(
        ({ name, kind, health, entities, schedule, nextRunAt, runAt, runProblem }) => ({
          ...{ name, kind, health, entities, schedule },
          nextRunAt: nextRunAt?.toISOString() ?? null,
          lastRunAt: runAt?.toISOString() ?? null,
          problem: runProblem,
        }),
      ),
    }),
});

export const getImportSource = defineEndpoint({
  method: "GET",
  path: "/catalog/sources/{name}",
  tag: "Imports",
  summary: "One import or processor as a document, with its last runs",
  permission,
  params: nameParams,
  examples: { params: exampleName },
  answers: { 200: { description: "The source", schema: sourceSchema } },
  handle: async (ctx, { params }) => json(sourceView(await getSourceByName(ctx, params.name))),
});

export const putImportSource = defineEndpoint({
  method: "PUT",
  path: "/catalog/sources/{name}",
  tag: "Imports",
  summary: "Create a source, or replace its definition",
  description:
    "The definition says what is read and how records become entities (JSONata). Secrets are named in it and sent beside it; those not sent stay as they are, unless the address has changed.",
  permission,
  params: nameParams,
  body: z.strictObject({
    definition: definitionSchema,
    secrets: z.record(z.string().max(40), z.string().min(1).max(10_000)).default({}),
  }),
  examples: { params: exampleName },
  answers: { 200: { description: "The source as it is now", schema: sourceSchema } },
  handle: async (ctx, { params, body }) =>
    json(sourceView(await putSource(ctx, { name: params.name, ...body }))),
});

export const postImportRun = defineEndpoint({
  method: "POST",
  path: "/catalog/sources/{name}/runs",
  tag: "Imports",
  summary: "Run a processor now",
  description: "While a run is under way it is that one. `Location` tells how it stands.",
  permission,
  params: nameParams,
  body: z.strictObject({
    confirmed: z
      .boolean()
      .default(false)
      .meta({ description: "agrees to removals that would otherwise wait for a second run" }),
  }),
  examples: { params: exampleName, body: { confirmed: false } },
  answers: { 202: { description: "Asked for", schema: z.object({ run: z.uuid() }) } },
  handle: async (ctx, { params, body }) => {
    const { sourceId } = await getSourceByName(ctx, params.name);
    const { runId } = await startRun(ctx, { sourceId, ...body });
    const location = `/api/${ctx.slug}/catalog/sources/${encodeURIComponent(params.name)}/runs/${runId}`;
    return json({ run: runId }, { status: 202, headers: { location } });
  },
});

export const getImportRun = defineEndpoint({
  method: "GET",
  path: "/catalog/sources/{name}/runs/{run}",
  tag: "Imports",
  summary: "How a run stands, and what it rejected",
  permission,
  params: runParams,
  query: z.strictObject({
    page: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(1)
      .meta({ description: "of the rejected records, fifty each" }),
  }),
  examples: { params: exampleRun },
  answers: {
    200: {
      description: "Counts and rejected records",
      schema: runSchema.extend({ rejectedRecords: z.array(rejectedSchema) }),
    },
  },
  handle: async (ctx, { params, query }) => {
    const { run } = await findRunOf(ctx, params.name, params.run);
    const { rejected } = await getRun(ctx, { runId: params.run, page: query.page });
    const rejectedRecords = rejected.map(({ read, row, ref, path, reason, fix }) => ({
      ...{ read: read ?? null, row, ref: ref ?? null, path: path ?? null, reason, fix: fix ?? null },
    }));
    return json({ ...runView(run), rejectedRecords });
  },
});

export const undoImportRun = defineEndpoint({
  method: "POST",
  path: "/catalog/sources/{name}/runs/{run}/undo",
  tag: "Imports",
  summary: "Take a run back",
  description:
    "What it created goes, what it changed or removed is as before. The newest run that changed something comes first; the schedule stops.",
  permission,
  params: runParams,
  examples: { params: exampleRun },
  answers: { 202: { description: "Asked for", schema: z.object({ run: z.uuid() }) } },
  handle: async (ctx, { params }) => {
    await findRunOf(ctx, params.name, params.run);
    const { runId } = await undoRun(ctx, { runId: params.run });
    return json({ run: runId }, { status: 202 });
  },
});
