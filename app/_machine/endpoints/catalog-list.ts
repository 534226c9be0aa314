import { z } from "zod";
import { listAllEntities, type OrderBy, type QueryInput, queryEntities } from "@/lib/catalog";
import { AppError } from "@/lib/platform/errors";
import { json, streamed } from "../answer";
import { defineEndpoint } from "../endpoint";
import {
  exampleEntity,
  fieldsBody,
  fieldsParam,
  filterParam,
  pageInfoSchema,
  predicateBody,
  prunedEntitySchema,
} from "./catalog-schemas";

const WHOLE_MAX = 2 ** 31 - 1;
const whole = z.coerce.number().int().min(0).max(WHOLE_MAX);
const wholeBody = z.number().int().min(0).max(WHOLE_MAX);

/** `asc:metadata.name`, as the older list wants it. */
const orderDirective = z.string().transform((text, at): OrderBy => {
  const [, direction, field] = /^(asc|desc):(.+)$/s.exec(text) ?? [];
  if (field && (direction === "asc" || direction === "desc")) return { field, direction };
  at.addIssue({ code: "custom", message: `"${text.slice(0, 100)}" must read asc:<field> or desc:<field>` });
  return z.NEVER;
});

/** `metadata.name,asc`; the direction may be left out. */
const orderField = z.string().transform((text, at): OrderBy => {
  const [field = "", direction = "asc", ...more] = text.split(",").map((part) => part.trim());
  if (field && more.length === 0 && (direction === "asc" || direction === "desc"))
    return { field, direction };
  at.addIssue({ code: "custom", message: `"${text.slice(0, 100)}" must read <field>,asc or <field>,desc` });
  return z.NEVER;
});

const afterSchema = z.object({ limit: wholeBody.optional(), offset: wholeBody.optional() });

/** The `after` of the older list: base64 of `{ limit, offset }`. */
const afterParam = z
  .string()
  .max(200)
  .transform((text, at) => {
    try {
      return afterSchema.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
    } catch {
      at.addIssue({ code: "custom", message: "Malformed after, could not be decoded" });
      return z.NEVER;
    }
  });

/** The address of the next page, as Backstage writes it: without what the API is mounted under. */
function nextLink(url: string, after: z.output<typeof afterSchema>): string {
  const search = new URLSearchParams(url.split("?")[1] ?? "");
  search.delete("offset");
  search.set("after", Buffer.from(JSON.stringify(after)).toString("base64"));
  return `</entities?${search}>; rel="next"`;
}

export const listEntities = defineEndpoint({
  method: "GET",
  path: "/catalog/entities",
  tag: "Entities",
  summary: "All entities, as a bare array",
  description:
    "Without `limit`, `offset` and `after` it streams every match. With them it is a page; the header `Link` names the next. For lists people page through, by-query is better.",
  permission: "catalog.entity.read",
  denied: () => json([]),
  anyText: true,
  query: z.strictObject({
    fields: fieldsParam,
    filter: filterParam,
    limit: z.coerce.number().int().min(1).max(WHOLE_MAX).optional(),
    offset: whole.optional(),
    after: afterParam.optional().meta({ description: "From the `Link` of the page before" }),
    order: z
      .array(orderDirective)
      .max(20)
      .optional()
      .meta({ description: "`asc:<field>` or `desc:<field>`, the most important first" }),
  }),
  examples: { query: { filter: ["kind=component,spec.type=service"], fields: ["metadata.name,spec.owner"] } },
  answers: {
    200: {
      description: "The entities",
      schema: z.array(prunedEntitySchema),
      example: [{ metadata: { name: "billing" }, spec: { owner: "team-billing" } }],
      headers: { Link: "The next page, while there is one" },
    },
  },
  tagged: ({ query }) => query.fields !== undefined,
  handle: async (ctx, { query, request }) => {
    const limit = query.limit ?? query.after?.limit;
    const { chunks, nextOffset } = await listAllEntities(ctx, {
      filter: query.filter,
      fields: query.fields,
      order: query.order ?? [],
      limit,
      // Whoever goes on after a page gets pages, also where their cursor says nothing else.
      offset: query.after?.offset ?? query.offset ?? (query.after && 0),
    });
    if (nextOffset === undefined) return streamed(chunks);
    return streamed(chunks, { headers: { link: nextLink(request.url, { limit, offset: nextOffset }) } });
  },
});

const pageSchema = z.object({
  items: z.array(prunedEntitySchema),
  totalItems: z.int(),
  pageInfo: pageInfoSchema,
});
const examplePage = {
  items: [exampleEntity],
  totalItems: 42,
  pageInfo: { nextCursor: "eyJxdWVzdGlvbiI6e319" },
};
const noPage = () => json({ items: [], totalItems: 0, pageInfo: {} });
const totalItems = z.enum(["include", "exclude"]).default("include");

const ABOUT = `A page of entities with the exact number of all. The first call states the question; each next one sends the \`cursor\` of the page before and nothing else but \`limit\` and \`fields\`. A cursor is taken by GET and POST alike.`;

const answerPage = async (...args: Parameters<typeof queryEntities>) =>
  streamed(await queryEntities(...args));

export const entitiesByQuery = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-query",
  tag: "Entities",
  summary: "Search and page through entities",
  description: ABOUT,
  permission: "catalog.entity.read",
  denied: noPage,
  anyText: true,
  query: z.strictObject({
    fields: fieldsParam,
    limit: whole.optional().meta({ description: "200 unless said; 0 only counts" }),
    offset: whole.optional(),
    orderField: z.array(orderField).max(20).optional().meta({
      description: "`<field>` or `<field>,desc`; the first counts, and entities without it are left out",
    }),
    cursor: z.string().optional(),
    filter: filterParam,
    totalItems: totalItems.meta({ description: "`exclude` answers 0" }),
    fullTextFilterTerm: z
      .string()
      .max(500)
      .optional()
      .meta({ description: "Any part of a value, in any case" }),
    fullTextFilterFields: z
      .array(z.string().max(2_000))
      .max(50)
      .optional()
      .meta({ description: "Where to look; the order field when left out", explode: false }),
  }),
  examples: { query: { filter: ["kind=component"], orderField: ["metadata.name,asc"], limit: 20 } },
  answers: { 200: { description: "A page", schema: pageSchema, example: examplePage } },
  tagged: ({ query }) => query.fields !== undefined,
  handle: (ctx, { query }) =>
    answerPage(ctx, {
      question: {
        filter: query.filter,
        order: query.orderField?.[0],
        term: query.fullTextFilterTerm,
        termFields: query.fullTextFilterFields?.flatMap((part) => part.split(",").filter(Boolean)),
      },
      cursor: query.cursor,
      limit: query.limit,
      offset: query.offset,
      fields: query.fields,
      countTotal: query.totalItems === "include",
    } satisfies QueryInput),
});

export const entitiesByPredicate = defineEndpoint({
  method: "POST",
  path: "/catalog/entities/by-query",
  tag: "Entities",
  summary: "Search and page through entities by a predicate",
  description: ABOUT,
  permission: "catalog.entity.read",
  denied: noPage,
  anyText: true,
  query: z.strictObject({}),
  bodyOptional: true,
  body: z.object({
    cursor: z.string().optional(),
    limit: wholeBody.optional(),
    offset: wholeBody.optional(),
    orderBy: z
      .array(z.object({ field: z.string().min(1).max(500), order: z.enum(["asc", "desc"]).default("asc") }))
      .max(20)
      .optional(),
    fullTextFilter: z
      .object({
        term: z.string().max(500).optional(),
        fields: z.array(z.string().max(500)).max(50).optional(),
      })
      .optional(),
    fields: fieldsBody,
    totalItems,
    query: predicateBody,
  }),
  examples: {
    body: {
      query: { $all: [{ kind: "component" }, { "spec.lifecycle": { $in: ["production", "beta"] } }] },
      orderBy: [{ field: "metadata.name", order: "asc" }],
      limit: 20,
    },
  },
  answers: { 200: { description: "A page", schema: pageSchema, example: examplePage } },
  tagged: ({ body }) => body.fields !== undefined,
  handle: (ctx, { body }) => {
    const [order] = body.orderBy ?? [];
    if (body.cursor === "") throw new AppError("invalid_input", "cursor: must not be empty");
    return answerPage(ctx, {
      question: {
        predicate: body.query,
        order: order && { field: order.field, direction: order.order },
        term: body.fullTextFilter?.term,
        termFields: body.fullTextFilter?.fields,
      },
      cursor: body.cursor,
      limit: body.limit,
      offset: body.offset,
      fields: body.fields,
      countTotal: body.totalItems === "include",
    });
  },
});
