import { z } from "zod";
import { pushSet, readPush } from "@/lib/imports";
import { AppError } from "@/lib/platform/errors";
import { json } from "../answer";
import { defineEndpoint, rawBody } from "../endpoint";
import { wireErrorSchema } from "../wire-error";

const entitySchema = z
  .object({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
  .loose()
  .meta({ description: "An entity in Backstage's envelope" });

const answerSchema = z.object({
  set: z.string(),
  run: z.uuid().nullable().meta({ description: "null when nothing had to be applied" }),
  status: z.enum(["receiving", "queued", "running", "done", "failed"]),
  dryRun: z.boolean(),
  received: z.int().meta({ description: "entities in the body" }),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  held: z.int().meta({
    description:
      "entities the body does not name and that stay all the same, because a rejected row has no `ref`",
  }),
  heldReason: z.string().nullable().meta({ description: "why they stay; null when none does" }),
  rejected: z
    .array(
      z.object({
        row: z.int(),
        ref: z.string().optional(),
        path: z.string().optional().meta({ description: "the field that is wrong" }),
        reason: z.string(),
        fix: z.string().optional(),
      }),
    )
    .meta({
      description:
        "the first thousand, those that are as before and not served among them: another source has the name, or somebody took the entity out; `row` is the line of the body or the position in `entities`",
    }),
  rejectedTotal: z.int(),
  error: z.string().nullable(),
});

const example = {
  set: "inventory",
  run: "5f0c2a52-6a4e-4a7f-9a3c-0d9f4f3b2a10",
  status: "done",
  dryRun: false,
  received: 3,
  created: 1,
  changed: 0,
  unchanged: 1,
  removed: 0,
  held: 0,
  heldReason: null,
  rejected: [
    {
      row: 3,
      ref: "component:default/vault",
      reason: 'kind "component" is not known here',
      fix: "Write kind: Component, with this capitalisation.",
    },
  ],
  rejectedTotal: 1,
  error: null,
};

const flag = z.enum(["true", "false"]).default("false");
const setParams = z.object({ name: z.string().max(63).meta({ description: "Letters, digits, - _ ." }) });
/** What is done by then is answered with its counts; the rest goes on. */
const PATIENCE_MS = 10_000;

function formatOf(contentType: string | undefined): "ndjson" | "json" {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-ndjson" || type === "application/ndjson" || type === "application/jsonl")
    return "ndjson";
  if (type === "application/json") return "json";
  throw new AppError(
    "invalid_input",
    `Content-Type is ${type ? `"${type}"` : "missing"}: send application/x-ndjson with one entity a line, or application/json with {"entities": […]}.`,
  );
}

export const putSet = defineEndpoint({
  method: "PUT",
  path: "/catalog/sets/{name}",
  tag: "Push sets",
  summary: "Replace a set",
  description:
    'Afterwards the catalog holds of this set exactly what the body gives: entities it no longer names are removed. An empty body, or `{"entities":[]}`, removes all. Repeating a body changes nothing. Good entities go in whatever becomes of the others. While a row cannot be read so far that it names an entity, nothing is removed: `held` counts what would have been, `heldReason` says why. One replacement of a set runs at a time; a second one waits for it, half a minute at most.',
  permission: "catalog.entity.write",
  params: setParams,
  query: z.strictObject({
    dryRun: flag.meta({ description: "`true`: say what would change, and change nothing" }),
    wait: flag.meta({
      description:
        "`true`: answer when everything is served. Without it the answer comes after ten seconds at the latest, with status 202 when work goes on.",
    }),
  }),
  body: rawBody("The whole set, streamed; of any size, one entity at most 2 MiB", {
    "application/x-ndjson": entitySchema,
    "application/json": z.strictObject({ entities: z.array(entitySchema) }),
  }),
  examples: { params: { name: "inventory" }, query: { wait: "true" } },
  answers: {
    200: { description: "Applied", schema: answerSchema, example },
    202: {
      description: "Stored; being applied. `Location` tells how it stands.",
      schema: answerSchema,
      headers: { location: "address of the run" },
    },
    409: {
      description:
        "Nothing was applied: an earlier replacement of the set (`details.run`) takes longer than half a minute, or one that ran while this body was on its way changed too much of the set to compare it anew. Send it again.",
      schema: wireErrorSchema,
    },
  },
  handle: async (ctx, { params, query, request }) => {
    const answer = await pushSet(ctx, {
      set: params.name,
      format: formatOf(request.headers["content-type"]),
      body: request.stream,
      dryRun: query.dryRun === "true",
      waitMs: query.wait === "true" ? Number.MAX_SAFE_INTEGER : PATIENCE_MS,
    });
    if (answer.status === "failed")
      throw new AppError("internal", `The set could not be applied: ${answer.error ?? "unknown cause"}`, {
        details: answer,
      });
    const location = `/api/${ctx.slug}/catalog/sets/${params.name}/runs/${answer.run ?? ""}`;
    return answer.status === "done" ? json(answer) : json(answer, { status: 202, headers: { location } });
  },
});

export const getSetRun = defineEndpoint({
  method: "GET",
  path: "/catalog/sets/{name}/runs/{run}",
  tag: "Push sets",
  summary: "How a replacement stands",
  permission: "catalog.entity.read",
  params: setParams.extend({ run: z.uuid() }),
  examples: { params: { name: "inventory", run: example.run } },
  answers: { 200: { description: "Its counts so far", schema: answerSchema, example } },
  handle: async (ctx, { params }) => json(await readPush(ctx, params.name, params.run)),
});
