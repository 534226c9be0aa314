import { z } from "zod";
import { deleteKind, getKind, type KindView, listKinds, parseDefinition, putKind } from "@/lib/catalog";
import { AppError } from "@/lib/platform/errors";
import { empty, json } from "../answer";
import { defineEndpoint } from "../endpoint";

const nameParams = z.object({ name: z.string().max(63) });
const definitionSchema = z.record(z.string(), z.unknown());
const example = {
  kind: "Vault",
  apiVersions: ["acme.example/v1"],
  plural: "Vaults",
  icon: "vault",
  schema: {
    type: "object",
    required: ["region"],
    properties: { region: { type: "string", title: "Region" } },
  },
  relations: [{ field: "owner", type: "ownedBy", inverse: "ownerOf", defaultKind: "Group" }],
  columns: [{ path: "spec.region", title: "Region" }],
  filters: [{ path: "spec.region", title: "Region" }],
};
const viewSchema = z.object({
  definition: definitionSchema,
  own: z.boolean().meta({ description: "false: further fields of one of Backstage's kinds" }),
  version: z.number(),
  enabled: z.boolean(),
  entities: z.number(),
  updatedAt: z.iso.datetime(),
  updatedBy: z.string(),
  from: z
    .object({ repository: z.string(), file: z.string(), url: z.string() })
    .optional()
    .meta({ description: "The file in charge of it: what is written here is refused, change the file" }),
});

function toJson({ updatedAt, ...kind }: KindView) {
  return { ...kind, updatedAt: updatedAt.toISOString() };
}

export const allKinds = defineEndpoint({
  method: "GET",
  path: "/catalog/kinds",
  tag: "Kinds",
  summary: "Your own kinds, and fields you added to Backstage's",
  permission: "catalog.entity.read",
  query: z.strictObject({}),
  answers: { 200: { description: "All of them", schema: z.object({ items: z.array(viewSchema) }) } },
  handle: async (ctx) => json({ items: (await listKinds(ctx)).map(toJson) }),
});

export const readKind = defineEndpoint({
  method: "GET",
  path: "/catalog/kinds/{name}",
  tag: "Kinds",
  summary: "One kind's definition",
  permission: "catalog.entity.read",
  params: nameParams,
  query: z.strictObject({}),
  examples: { params: { name: "Vault" } },
  answers: { 200: { description: "The definition, its version and use", schema: viewSchema } },
  handle: async (ctx, { params }) => json(toJson(await getKind(ctx, params.name))),
});

export const writeKind = defineEndpoint({
  method: "PUT",
  path: "/catalog/kinds/{name}",
  tag: "Kinds",
  summary: "Declare a kind, or change it",
  description:
    "The body is the definition. The name of a Backstage kind adds fields to it. Entities that are there are related and checked anew in the background; none is deleted.",
  permission: "catalog.model.manage",
  params: nameParams,
  query: z.strictObject({
    version: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: "Refuse when it is another by now; 0: it must be new" }),
  }),
  body: definitionSchema,
  examples: { params: { name: "Vault" }, body: example },
  answers: {
    200: {
      description: "Saved",
      schema: z.object({ kind: z.string(), version: z.number(), created: z.boolean() }),
    },
    409: { description: "It was changed meanwhile" },
    412: { description: "A file of a repository is in charge of it" },
  },
  handle: async (ctx, { params, query, body }) => {
    const definition = parseDefinition({ kind: params.name, ...body });
    if (definition.kind.toLowerCase() !== params.name.toLowerCase())
      throw new AppError(
        "invalid_input",
        `The definition is of ${definition.kind}, the address of ${params.name}.`,
      );
    return json(await putKind(ctx, { definition, version: query.version }));
  },
});

export const removeKind = defineEndpoint({
  method: "DELETE",
  path: "/catalog/kinds/{name}",
  tag: "Kinds",
  summary: "Delete a kind's definition",
  description: "Its entities stay, marked, until their sources take them back.",
  permission: "catalog.model.manage",
  params: nameParams,
  query: z.strictObject({}),
  examples: { params: { name: "Vault" } },
  answers: {
    204: { description: "Deleted" },
    412: { description: "A file of a repository is in charge of it" },
  },
  handle: async (ctx, { params }) => {
    await deleteKind(ctx, { kind: params.name });
    return empty();
  },
});
