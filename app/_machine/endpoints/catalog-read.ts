import { z } from "zod";
import { entitiesByRefs, findServedEntity, readAncestry } from "@/lib/catalog";
import { AppError } from "@/lib/platform/errors";
import { json, jsonText } from "../answer";
import { defineEndpoint } from "../endpoint";
import {
  entitySchema,
  exampleEntity,
  exampleLocation,
  fieldsBody,
  filterParam,
  nameParams,
  predicateBody,
  prunedEntitySchema,
  uidParam,
} from "./catalog-schemas";

type Name = z.output<typeof nameParams>;

function missing({ kind, namespace, name }: Name): AppError {
  const text = `No entity named '${name}' found, with kind '${kind}' in namespace '${namespace}'`;
  return new AppError("not_found", text);
}

function deniedByName({ params }: { readonly params: Name }): never {
  throw missing(params);
}

const exampleName = { kind: "component", namespace: "default", name: "billing" };
const refOf = ({ kind, namespace, name }: Name) => `${kind}:${namespace}/${name}`;

export const entityByName = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-name/{kind}/{namespace}/{name}",
  tag: "Entities",
  summary: "One entity by kind, namespace and name",
  permission: "catalog.entity.read",
  denied: deniedByName,
  params: nameParams,
  query: z.strictObject({}),
  examples: { params: exampleName },
  answers: { 200: { description: "The entity", schema: entitySchema, example: exampleEntity } },
  handle: async (ctx, { params }) => {
    const body = await findServedEntity(ctx, { ref: refOf(params) });
    if (!body) throw missing(params);
    return jsonText(body);
  },
});

export const entityAncestry = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-name/{kind}/{namespace}/{name}/ancestry",
  tag: "Entities",
  summary: "An entity and the Location entities it was read through",
  description:
    "The entity first, then the Location entities that led to its file: registered locations and those that files declare, outwards. A catalog file that was found by its name has none, and neither has what was pushed or imported.",
  permission: "catalog.entity.read",
  params: nameParams,
  query: z.strictObject({}),
  examples: { params: exampleName },
  answers: {
    200: {
      description: "The entity first",
      schema: z.object({
        rootEntityRef: z.string(),
        items: z.array(z.object({ entity: entitySchema, parentEntityRefs: z.array(z.string()) })),
      }),
      example: {
        rootEntityRef: "component:default/billing",
        items: [
          { entity: exampleEntity, parentEntityRefs: ["location:default/services"] },
          { entity: exampleLocation, parentEntityRefs: [] },
        ],
      },
    },
  },
  tagged: true,
  handle: async (ctx, { params }) => {
    const ancestry = await readAncestry(ctx, refOf(params));
    if (!ancestry) throw missing(params);
    const items = ancestry.items.map(
      ({ entity, parentEntityRefs }) =>
        `{"entity":${entity},"parentEntityRefs":${JSON.stringify(parentEntityRefs)}}`,
    );
    return jsonText(
      `{"rootEntityRef":${JSON.stringify(ancestry.rootEntityRef)},"items":[${items.join(",")}]}`,
    );
  },
});

function noUid(uid: string): AppError {
  return new AppError("not_found", `No entity with uid ${uid} found`);
}

export const entityByUid = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-uid/{uid}",
  tag: "Entities",
  summary: "One entity by its uid",
  permission: "catalog.entity.read",
  denied: ({ params }) => {
    throw noUid(params.uid);
  },
  params: z.object({ uid: uidParam }),
  anyText: true,
  query: z.strictObject({}),
  examples: { params: { uid: exampleEntity.metadata.uid } },
  answers: { 200: { description: "The entity", schema: entitySchema, example: exampleEntity } },
  handle: async (ctx, { params }) => {
    const body = await findServedEntity(ctx, { uid: params.uid });
    if (!body) throw noUid(params.uid);
    return jsonText(body);
  },
});

/** Backstage's client sends at most 1,000 of them at once. */
const REFS_MAX = 10_000;

export const entitiesByRef = defineEndpoint({
  method: "POST",
  path: "/catalog/entities/by-refs",
  tag: "Entities",
  summary: "Many entities by their refs",
  description: "The answer has one item for each ref, in the order asked for; `null` for what is not there.",
  permission: "catalog.entity.read",
  denied: ({ body }) => json({ items: body.entityRefs.map(() => null) }),
  anyText: true,
  query: z.strictObject({ filter: filterParam }),
  body: z.object({
    entityRefs: z.array(z.string()).max(REFS_MAX),
    fields: fieldsBody,
    query: predicateBody,
  }),
  examples: { body: { entityRefs: ["component:default/billing", "user:default/ada"] } },
  answers: {
    200: {
      description: "One item for each ref",
      schema: z.object({ items: z.array(prunedEntitySchema.nullable()) }),
      example: { items: [exampleEntity, null] },
    },
  },
  tagged: ({ body }) => body.fields !== undefined,
  handle: async (ctx, { query, body }) => {
    const items = await entitiesByRefs(ctx, {
      entityRefs: body.entityRefs,
      fields: body.fields,
      filter: query.filter,
      predicate: body.query,
    });
    const parts: (string | Buffer)[] = [];
    for (const item of items) parts.push(parts.length === 0 ? "" : ",", item ?? "null");
    const bytes = parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part));
    return jsonText(Buffer.concat([Buffer.from('{"items":['), ...bytes, Buffer.from("]}")]));
  },
});
