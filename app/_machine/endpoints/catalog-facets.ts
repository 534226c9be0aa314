import { z } from "zod";
import { readFacets } from "@/lib/catalog";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";
import { filterParam, predicateBody } from "./catalog-schemas";

const facetsSchema = z.object({
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int() }))),
});
const example = {
  facets: {
    kind: [
      { value: "API", count: 12 },
      { value: "Component", count: 42 },
    ],
  },
};
const facetName = z.string().min(1);
const answers = { 200: { description: "Every facet asked for, by value", schema: facetsSchema, example } };
const nothing = (names: readonly string[]) =>
  json({ facets: Object.fromEntries(names.map((name) => [name, []])) });

export const entityFacets = defineEndpoint({
  method: "GET",
  path: "/catalog/entity-facets",
  tag: "Entities",
  summary: "Values of fields, each with its number of entities",
  permission: "catalog.entity.read",
  denied: ({ query }) => nothing(query.facet),
  anyText: true,
  query: z.strictObject({
    facet: z
      .array(facetName)
      .min(1)
      .max(100)
      .meta({ description: "A field such as `kind`, `spec.type`, `metadata.tags` or `relations.ownedBy`" }),
    filter: filterParam,
  }),
  examples: { query: { facet: ["kind", "spec.type"] } },
  answers,
  tagged: true,
  handle: async (ctx, { query }) =>
    json({ facets: await readFacets(ctx, { facets: query.facet, filter: query.filter }) }),
});

export const entityFacetsByPredicate = defineEndpoint({
  method: "POST",
  path: "/catalog/entity-facets",
  tag: "Entities",
  summary: "Values of fields among the entities of a predicate",
  permission: "catalog.entity.read",
  denied: ({ body }) => nothing(body.facets),
  anyText: true,
  query: z.strictObject({}),
  body: z.object({
    facets: z
      .array(z.string())
      .max(100)
      .transform((names) => names.filter((name) => name !== ""))
      .refine((names) => names.length > 0, "name at least one field; empty names do not count"),
    query: predicateBody,
  }),
  examples: { body: { facets: ["spec.type"], query: { kind: "component" } } },
  answers,
  tagged: true,
  handle: async (ctx, { body }) =>
    json({ facets: await readFacets(ctx, { facets: body.facets, predicate: body.query }) }),
});
