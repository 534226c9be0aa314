import { z } from "zod";
import {
  analyzeLocation,
  getLocation,
  getLocationOfEntity,
  listLocations,
  queryLocations,
  registerLocation,
  removeLocation,
  tryLocation,
  updateLocation,
} from "@/lib/catalog";
import { AppError } from "@/lib/platform/errors";
import { empty, json } from "../answer";
import { defineEndpoint } from "../endpoint";
import { exampleEntity, nameParams, predicateBody, prunedEntitySchema } from "./catalog-schemas";

const locationSchema = z
  .object({ id: z.string(), type: z.string(), target: z.string(), entityRef: z.string() })
  .meta({ id: "Location" });
const example = {
  id: "4f9b7c2e-5d0a-4f5e-8b1c-0c6f8d1e2a3b",
  type: "url",
  target: "https://github.com/acme/payments/blob/main/catalog/entities.yaml",
  entityRef: "location:default/generated-8d3e1f0a2b4c5d6e7f8091a2b3c4d5e6f7081920",
};
const { type, target } = example;
const locationBody = z.strictObject({
  type: z.string().min(1).max(100),
  target: z.string().min(1).max(2_000).meta({
    description:
      "Address of a file of a connected repository, on its default branch; `*` and `**` are patterns",
  }),
  presence: z
    .enum(["required", "optional"])
    .optional()
    .meta({ description: "`optional`: that the file is missing is no problem of its repository" }),
});
const idParams = z.object({ id: z.string().min(1) });

const ABOUT =
  "Portico reads the catalog files of connected repositories by itself; a location adds a file with another name. An address outside of the connected repositories is refused with what to do.";

export const addLocation = defineEndpoint({
  method: "POST",
  path: "/catalog/locations",
  tag: "Locations",
  summary: "Register a file",
  description: `${ABOUT} It has an entity of kind Location from now on, named \`entityRef\`. The entities of its file appear when the repository has been read, which is asked for.`,
  permission: "catalog.source.manage",
  query: z.strictObject({
    dryRun: z
      .enum(["true", "false"])
      .default("false")
      .meta({ description: "`true`: read and check it now, and store nothing" }),
    onConflict: z
      .enum(["reject", "refresh"])
      .default("reject")
      .meta({ description: "`refresh`: one that is registered already is read again" }),
  }),
  body: locationBody,
  examples: { body: { type, target } },
  answers: {
    201: {
      description: "Registered, or found good in a dry run",
      schema: z.object({
        location: locationSchema,
        entities: z.array(prunedEntitySchema),
        exists: z.boolean().optional(),
      }),
      example: { location: example, entities: [] },
    },
    409: { description: "It is registered already" },
  },
  handle: async (ctx, { query, body }) => {
    if (query.dryRun === "true") return json(await tryLocation(ctx, body), { status: 201 });
    const location = await registerLocation(ctx, body, { refresh: query.onConflict === "refresh" });
    return json({ location, entities: [] }, { status: 201 });
  },
});

export const allLocations = defineEndpoint({
  method: "GET",
  path: "/catalog/locations",
  tag: "Locations",
  summary: "All registered files",
  permission: "catalog.entity.read",
  denied: () => json([]),
  query: z.strictObject({}),
  answers: {
    200: {
      description: "By id",
      schema: z.array(z.object({ data: locationSchema })),
      example: [{ data: example }],
    },
  },
  tagged: true,
  handle: async (ctx) => json((await listLocations(ctx)).map((data) => ({ data }))),
});

const PAGE_LIMIT = 1_000;
const cursorSchema = z.strictObject({
  limit: z.int().min(1),
  query: z.unknown().optional(),
  after: z.string(),
});
const cursorParam = z
  .string()
  .max(100_000)
  .transform((text, at) => {
    try {
      return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
    } catch {
      at.addIssue({ code: "custom", message: "Malformed cursor, could not be decoded" });
      return z.NEVER;
    }
  });

export const locationsByQuery = defineEndpoint({
  method: "POST",
  path: "/catalog/locations/by-query",
  tag: "Locations",
  summary: "Page through registered files",
  description:
    "Predicates know `id`, `type`, `target` and `entityRef`. A cursor carries limit and predicate.",
  permission: "catalog.entity.read",
  denied: () => json({ items: [], totalItems: 0, pageInfo: {} }),
  query: z.strictObject({}),
  bodyOptional: true,
  body: z.object({
    limit: z.int().min(1).max(100_000).optional(),
    query: predicateBody,
    cursor: cursorParam.optional(),
  }),
  examples: { body: { query: { type: "url" }, limit: 100 } },
  answers: {
    200: {
      description: "A page, by id",
      schema: z.object({
        items: z.array(locationSchema),
        totalItems: z.int(),
        pageInfo: z.object({ nextCursor: z.string().optional() }),
      }),
      example: { items: [example], totalItems: 1, pageInfo: {} },
    },
  },
  tagged: true,
  handle: async (ctx, { body }) => {
    const { limit = PAGE_LIMIT, query } = body.cursor ?? body;
    const page = await queryLocations(ctx, { limit, query, after: body.cursor?.after });
    const next = page.after ? { limit, query, after: page.after } : undefined;
    const nextCursor = next && Buffer.from(JSON.stringify(next)).toString("base64");
    return json({
      items: page.items,
      totalItems: page.totalItems,
      pageInfo: nextCursor ? { nextCursor } : {},
    });
  },
});

const noLocation = (id: string) => new AppError("not_found", `Found no location with ID ${id.slice(0, 100)}`);

export const locationById = defineEndpoint({
  method: "GET",
  path: "/catalog/locations/{id}",
  tag: "Locations",
  summary: "One registered file",
  permission: "catalog.entity.read",
  denied: ({ params }) => {
    throw noLocation(params.id);
  },
  params: idParams,
  query: z.strictObject({}),
  examples: { params: { id: example.id } },
  answers: { 200: { description: "The location", schema: locationSchema, example } },
  tagged: true,
  handle: async (ctx, { params }) => json(await getLocation(ctx, params.id)),
});

export const putLocation = defineEndpoint({
  method: "PUT",
  path: "/catalog/locations/{id}",
  tag: "Locations",
  summary: "Point a registered file elsewhere",
  description:
    "It keeps its id and its entity's name, which is made of the target it had first. `presence` is as given here.",
  permission: "catalog.source.manage",
  params: idParams,
  query: z.strictObject({}),
  body: locationBody,
  examples: { params: { id: example.id }, body: { type, target } },
  answers: {
    200: { description: "As it is now", schema: locationSchema, example },
    409: { description: "Another location has this target" },
  },
  handle: async (ctx, { params, body }) => json(await updateLocation(ctx, params.id, body)),
});

export const deleteLocation = defineEndpoint({
  method: "DELETE",
  path: "/catalog/locations/{id}",
  tag: "Locations",
  summary: "Take a registered file back",
  description:
    "Its Location entity leaves the catalog at once. Entities that only this file gives become orphans when its repository is read next, which is asked for.",
  permission: "catalog.source.manage",
  params: idParams,
  query: z.strictObject({}),
  examples: { params: { id: example.id } },
  answers: { 204: { description: "Removed" } },
  handle: async (ctx, { params }) => {
    await removeLocation(ctx, params.id);
    return empty(204);
  },
});

export const locationByEntity = defineEndpoint({
  method: "GET",
  path: "/catalog/locations/by-entity/{kind}/{namespace}/{name}",
  tag: "Locations",
  summary: "The registered file an entity comes from",
  permission: "catalog.entity.read",
  denied: () => {
    throw new AppError("not_found", "There is no such entity, or it comes from no registered location");
  },
  params: nameParams,
  query: z.strictObject({}),
  examples: { params: { kind: "component", namespace: "default", name: "billing" } },
  answers: { 200: { description: "The location", schema: locationSchema, example } },
  tagged: true,
  handle: async (ctx, { params: { kind, namespace, name } }) =>
    json(await getLocationOfEntity(ctx, `${kind}:${namespace}/${name}`)),
});

// Backstage's router and its document spell it differently.
const fileName = z
  .string()
  .max(200)
  .optional()
  .meta({ description: "Taken and not used: all catalog files are known" });

export const analyseLocation = defineEndpoint({
  method: "POST",
  path: "/catalog/analyze-location",
  tag: "Locations",
  summary: "What a repository declares, or could declare",
  description:
    "For a repository without catalog files: the entities Portico derived from its contents, and the rule behind each value.",
  permission: "catalog.entity.read",
  query: z.strictObject({}),
  body: z.object({ location: locationBody, catalogFilename: fileName, catalogFileName: fileName }),
  examples: { body: { location: { type: "url", target: "https://github.com/acme/payments" } } },
  answers: {
    200: {
      description: "Files that are there, else entities to write",
      schema: z.object({
        existingEntityFiles: z.array(
          z.object({
            location: z.object({ type: z.string(), target: z.string() }),
            isRegistered: z.boolean(),
            entity: prunedEntitySchema,
          }),
        ),
        generateEntities: z.array(
          z.object({
            entity: prunedEntitySchema,
            fields: z.array(
              z.object({
                field: z.string(),
                state: z.enum(["analysisSuggestedValue", "analysisSuggestedNoValue", "needsUserInput"]),
                value: z.string().nullable(),
                description: z.string(),
              }),
            ),
          }),
        ),
      }),
      example: {
        existingEntityFiles: [{ location: { type, target }, isRegistered: true, entity: exampleEntity }],
        generateEntities: [],
      },
    },
  },
  handle: async (ctx, { body }) => json(await analyzeLocation(ctx, body.location)),
});
