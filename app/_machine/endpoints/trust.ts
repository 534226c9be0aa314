import { z } from "zod";
import {
  decideConflict,
  decideConflictInput,
  explainAbsence,
  listConflicts,
  listOrphans,
  readField,
  resetOverlay,
  restoreOrphans,
  restoreOrphansInput,
  setOverlay,
  setOverlayInput,
  undoDecision,
} from "@/lib/catalog";
import { empty, json } from "../answer";
import { defineEndpoint } from "../endpoint";

const refQuery = z.string().min(3).max(255).meta({ description: "Reference of an entity" });
const pathQuery = z
  .string()
  .min(1)
  .max(400)
  .meta({ description: "Name of a field: `spec.owner`, `metadata.annotations.<key>`" });
const pageQuery = z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const exampleRef = "component:default/billing";

const origin = z.looseObject({
  layer: z.string(),
  source: z.string(),
  rule: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
});
const placed = z.object({ value: z.json().optional(), origin: origin.optional() });
const exampleNow = {
  value: "team-billing",
  origin: {
    layer: "overlay",
    source: "the portal",
    rule: "moved",
    by: "Ada",
    at: "2026-11-24T09:00:00.000Z",
  },
};
const edited = z.object({
  version: z.number().int(),
  meanwhile: z.array(z.object({ path: z.string(), by: z.string(), at: z.string() })),
  unresolved: z.array(z.string()),
});
const exampleEdited = { version: 4, meanwhile: [], unresolved: [] };

export const readOneField = defineEndpoint({
  method: "GET",
  path: "/catalog/fields",
  tag: "Entities",
  summary: "One field, where its value comes from and what lies beneath an overlay",
  permission: "catalog.entity.read",
  query: z.strictObject({ ref: refQuery, path: pathQuery }),
  examples: { query: { ref: exampleRef, path: "spec.owner" } },
  answers: {
    200: {
      description: "The field",
      schema: z.object({
        path: z.string(),
        version: z.number().int(),
        now: placed,
        beneath: placed.optional(),
      }),
      example: { path: "spec.owner", version: 4, now: exampleNow },
    },
  },
  handle: async (ctx, { query }) => {
    const { path, version, now, beneath } = await readField(ctx, query);
    return json({ path, version, now, beneath });
  },
});

export const putOverlay = defineEndpoint({
  method: "PUT",
  path: "/catalog/overlays",
  tag: "Entities",
  summary: "Edit one field over what sources say",
  description:
    "The sources stay as they are. `null` takes the field away. Refused when the entity would not be valid.",
  permission: "catalog.entity.write",
  query: z.strictObject({}),
  body: setOverlayInput,
  examples: {
    body: { ref: exampleRef, path: "spec.owner", value: "team-billing", reason: "moved in the reorg" },
  },
  answers: { 200: { description: "It is edited", schema: edited, example: exampleEdited } },
  handle: async (ctx, { body }) => json(await setOverlay(ctx, body)),
});

export const deleteOverlay = defineEndpoint({
  method: "DELETE",
  path: "/catalog/overlays",
  tag: "Entities",
  summary: "Take an overlay back: what lies beneath shows again",
  permission: "catalog.entity.write",
  query: z.strictObject({ ref: refQuery, path: pathQuery }),
  examples: { query: { ref: exampleRef, path: "spec.owner" } },
  answers: { 200: { description: "It is uncovered", schema: edited, example: exampleEdited } },
  handle: async (ctx, { query }) => json(await resetOverlay(ctx, query)),
});

export const getConflicts = defineEndpoint({
  method: "GET",
  path: "/catalog/conflicts",
  tag: "Entities",
  summary: "Names that several sources claim",
  permission: "catalog.entity.read",
  query: pageQuery,
  examples: { query: { page: 1 } },
  answers: {
    200: {
      description: "Undecided ones first, 20 a page",
      schema: z.object({
        total: z.number().int(),
        open: z.number().int(),
        items: z.array(
          z.looseObject({ ref: z.string(), claims: z.array(z.looseObject({ source: z.string() })) }),
        ),
      }),
      example: { total: 0, open: 0, items: [] },
    },
  },
  handle: async (ctx, { query }) => {
    const { total, open, items } = await listConflicts(ctx, query);
    return json({ total, open, items });
  },
});

export const putDecision = defineEndpoint({
  method: "PUT",
  path: "/catalog/conflicts/decision",
  tag: "Entities",
  summary: "Choose which claim on a name counts",
  permission: "catalog.source.manage",
  query: z.strictObject({}),
  body: decideConflictInput,
  examples: {
    body: {
      ref: exampleRef,
      sourceId: "5f0c2c4e-2f5b-4a2e-9a3c-0c9f3b1d7e11",
      sourceKey: "4711:catalog-info.yaml#0",
      reason: "theirs now",
    },
  },
  answers: { 204: { description: "It counts at once" } },
  handle: async (ctx, { body }) => {
    await decideConflict(ctx, body);
    return empty(204);
  },
});

export const deleteDecision = defineEndpoint({
  method: "DELETE",
  path: "/catalog/conflicts/decision",
  tag: "Entities",
  summary: "Take a decision between claims back",
  permission: "catalog.source.manage",
  query: z.strictObject({ ref: refQuery }),
  examples: { query: { ref: exampleRef } },
  answers: { 204: { description: "The first claim counts again" } },
  handle: async (ctx, { query }) => {
    await undoDecision(ctx, query);
    return empty(204);
  },
});

export const getOrphans = defineEndpoint({
  method: "GET",
  path: "/catalog/orphans",
  tag: "Entities",
  summary: "Entities no source names any more",
  permission: "catalog.entity.read",
  query: pageQuery.extend({ archived: z.enum(["true", "false"]).default("false") }),
  examples: { query: { page: 1, archived: "false" } },
  answers: {
    200: {
      description: "The newest first, 50 a page",
      schema: z.object({
        orphaned: z.number().int(),
        archived: z.number().int(),
        keepDays: z.number().int(),
        items: z.array(z.looseObject({ uid: z.string(), ref: z.string() })),
      }),
      example: { orphaned: 0, archived: 0, keepDays: 30, items: [] },
    },
  },
  handle: async (ctx, { query }) => {
    const { orphaned, archived, keepDays, items } = await listOrphans(ctx, {
      archived: query.archived === "true",
      page: query.page,
    });
    return json({ orphaned, archived, keepDays, items });
  },
});

export const postRestore = defineEndpoint({
  method: "POST",
  path: "/catalog/orphans/restore",
  tag: "Entities",
  summary: "Bring orphans back",
  description: "The portal keeps them until a source names them again, which then counts alone.",
  permission: "catalog.entity.write",
  query: z.strictObject({}),
  body: restoreOrphansInput,
  examples: { body: { uids: ["5f0c2c4e-2f5b-4a2e-9a3c-0c9f3b1d7e11"], reason: "still in use" } },
  answers: {
    200: {
      description: "How many came back",
      schema: z.object({ changed: z.number().int() }),
      example: { changed: 1 },
    },
  },
  handle: async (ctx, { body }) => json(await restoreOrphans(ctx, body)),
});

export const getExplanation = defineEndpoint({
  method: "GET",
  path: "/catalog/explain",
  tag: "Entities",
  summary: "Why isn't it here, why is it wrong?",
  permission: "catalog.entity.read",
  query: z.strictObject({
    url: z
      .string()
      .min(1)
      .max(2_000)
      .meta({ description: "Address of a repository or file, a reference or a name" }),
  }),
  examples: { query: { url: "https://github.com/acme/billing/blob/main/catalog-info.yaml" } },
  answers: {
    200: {
      description: "Each stage it went through",
      schema: z.object({
        state: z.enum(["ok", "bad", "warn", "unknown"]),
        headline: z.string(),
        steps: z.array(z.looseObject({ stage: z.string(), state: z.string(), title: z.string() })),
      }),
      example: { state: "unknown", headline: "We have never seen acme/billing", steps: [] },
    },
  },
  handle: async (ctx, { query }) => {
    const { state, headline, steps } = await explainAbsence(ctx, query.url);
    return json({ state, headline, steps });
  },
});
