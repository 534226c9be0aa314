import { z } from "zod";
import {
  asOf,
  type Change,
  diffMoments,
  listAsOf,
  listChanges,
  listHistory,
  momentSchema,
  pastJson,
  relationsAsOf,
  versionAt,
} from "@/lib/catalog";
import { AppError } from "@/lib/platform/errors";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

const MOMENT = "A time such as 2026-11-23T09:30:00Z, a date (its beginning, in UTC), or a catalog version";
const moment = momentSchema.meta({ description: MOMENT });
const nameParams = z.object({
  kind: z.string().max(63),
  namespace: z.string().max(63),
  name: z.string().max(63),
});
const exampleName = { kind: "component", namespace: "default", name: "billing" };
const limit = (max: number, usual: number) => z.coerce.number().int().min(1).max(max).default(usual);
const CHANGES = ["created", "changed", "removed", "restored"] as const;
const kindFilter = z.string().min(1).max(63).toLowerCase().optional();
const ownerFilter = z.string().min(3).max(300).toLowerCase().optional();

const fieldSchema = z.object({
  path: z.string().meta({ description: "Such as spec.owner or metadata.labels.tier" }),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
const changeSchema = z.object({
  ref: z.string(),
  uid: z.string(),
  version: z.number().meta({ description: "Of the entity" }),
  catalogVersion: z.number(),
  at: z.iso.datetime(),
  change: z.enum(CHANGES),
  cause: z.object({
    kind: z.string(),
    name: z.string(),
    id: z.string().optional(),
    file: z.string().optional(),
    commit: z.string().optional(),
  }),
  commitUrl: z.string().optional(),
  fields: z.array(fieldSchema),
});

function toJson({ ref, uid, version, catalogVersion, at, change, cause, commitUrl, fields }: Change) {
  return { ref, uid, version, catalogVersion, at: at.toISOString(), change, cause, commitUrl, fields };
}

export const entityHistory = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-name/{kind}/{namespace}/{name}/history",
  tag: "History",
  summary: "What changed in an entity, when and by whom",
  permission: "catalog.entity.read",
  params: nameParams,
  query: z.strictObject({
    field: z
      .string()
      .max(300)
      .optional()
      .meta({ description: "Changes of this field only, and the value it began with" }),
    below: z.coerce.number().int().min(1).optional().meta({ description: "`next` of the page before" }),
    limit: limit(500, 50),
  }),
  examples: { params: exampleName, query: { field: "spec.owner" } },
  answers: {
    200: {
      description: "Changes, newest first",
      schema: z.object({ items: z.array(changeSchema), next: z.number().optional() }),
    },
  },
  handle: async (ctx, { params, query }) => {
    const ref = `${params.kind}:${params.namespace}/${params.name}`;
    const history = await listHistory(ctx, { ref, ...query });
    return json({ items: history.changes.map(toJson), next: history.next });
  },
});

export const entityAsOf = defineEndpoint({
  method: "GET",
  path: "/catalog/entities/by-name/{kind}/{namespace}/{name}/as-of",
  tag: "History",
  summary: "An entity as it was",
  description:
    "Found by its name of then, else by its name of today. Relations are those of then, incoming ones too.",
  permission: "catalog.entity.read",
  params: nameParams,
  query: z.strictObject({ at: moment }),
  examples: { params: exampleName, query: { at: "2026-11-23T09:30:00Z" } },
  answers: {
    200: {
      description: "Its state, and the change that made it",
      schema: z.object({
        at: z.iso.datetime(),
        catalogVersion: z.number().optional(),
        version: z.number(),
        since: z.iso.datetime(),
        entity: z.record(z.string(), z.unknown()),
      }),
    },
  },
  handle: async (ctx, { params, query }) => {
    const ref = `${params.kind}:${params.namespace}/${params.name}`;
    const past = await asOf(ctx, ref, query.at);
    if (!past || past.removed) throw new AppError("not_found", `There was no entity ${ref} at that moment.`);
    return json({
      at: past.at.toISOString(),
      catalogVersion: await versionAt(ctx, past.at),
      version: past.version,
      since: past.since.toISOString(),
      entity: pastJson(past, await relationsAsOf(ctx, past)),
    });
  },
});

export const catalogAsOf = defineEndpoint({
  method: "GET",
  path: "/catalog/history/as-of",
  tag: "History",
  summary: "The whole catalog as it was",
  description: "In order of refs. What was created later is absent, what was removed later is there.",
  permission: "catalog.entity.read",
  query: z.strictObject({
    at: moment,
    kind: kindFilter,
    owner: ownerFilter.meta({ description: "Ref of the owner of then" }),
    after: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
    limit: limit(1_000, 100),
  }),
  examples: { query: { at: "2026-11-23T09:30:00Z", kind: "component" } },
  answers: {
    200: {
      description: "One page, with the total of all",
      schema: z.object({
        at: z.iso.datetime(),
        items: z.array(z.record(z.string(), z.unknown())),
        totalItems: z.number(),
        next: z.string().optional(),
      }),
    },
  },
  handle: async (ctx, { query }) => {
    const { at, kind, owner, after } = query;
    const page = await listAsOf(ctx, { moment: at, kind, owner, after, q: undefined, limit: query.limit });
    const items = page.items.map(({ uid, body }) => ({ ...body, metadata: { ...body.metadata, uid } }));
    return json({ at: page.at.toISOString(), items, totalItems: page.total, next: page.next });
  },
});

/** `<catalog version>.<uid>`, which a feed goes on after. */
const feedCursor = z
  .string()
  .regex(
    /^-?\d{1,18}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    "must be the `next` of the page before, as it came",
  )
  .transform((text) => ({ seq: text.slice(0, text.indexOf(".")), uid: text.slice(text.indexOf(".") + 1) }));

export const catalogHistory = defineEndpoint({
  method: "GET",
  path: "/catalog/history",
  tag: "History",
  summary: "Changes of the whole catalog, newest first",
  permission: "catalog.entity.read",
  query: z.strictObject({
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    kind: kindFilter,
    owner: ownerFilter.meta({ description: "Ref of the owner of today" }),
    change: z.enum(CHANGES).optional(),
    field: z.string().max(300).optional(),
    cause: z.string().max(30).optional().meta({ description: "person, repository, set, import, …" }),
    actor: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "Part of the name of who or what made the change" }),
    after: feedCursor.optional().meta({ description: "`next` of the page before" }),
    limit: limit(500, 50),
  }),
  examples: { query: { field: "spec.owner", kind: "component" } },
  answers: {
    200: {
      description: "One page; the total is counted up to 10,000",
      schema: z.object({ items: z.array(changeSchema), totalItems: z.number(), next: z.string().optional() }),
    },
  },
  handle: async (ctx, { query }) => {
    const { from, to, cause, ...rest } = query;
    const feed = await listChanges(ctx, {
      ...rest,
      causeKind: cause,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    });
    return json({
      items: feed.changes.map(toJson),
      totalItems: feed.total,
      next: feed.next && `${feed.next.seq}.${feed.next.uid}`,
    });
  },
});

export const catalogDiff = defineEndpoint({
  method: "GET",
  path: "/catalog/history/diff",
  tag: "History",
  summary: "What differs between two moments",
  permission: "catalog.entity.read",
  query: z.strictObject({
    from: moment,
    to: moment,
    kind: kindFilter,
    owner: ownerFilter.meta({ description: "Ref of the owner at the end" }),
    change: z.enum(CHANGES).optional(),
    after: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
    limit: limit(500, 50),
  }),
  examples: { query: { from: "2026-11-01", to: "2026-11-23T09:30:00Z" } },
  answers: {
    200: {
      description: "Counts of all, and one page in order of refs",
      schema: z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        counts: z.record(z.enum(CHANGES), z.number()),
        items: z.array(
          z.object({
            ref: z.string(),
            uid: z.string(),
            change: z.enum(CHANGES),
            fields: z.array(fieldSchema),
          }),
        ),
        next: z.string().optional(),
      }),
    },
  },
  handle: async (ctx, { query }) => {
    const diff = await diffMoments(ctx, { ...query, kind: query.kind, owner: query.owner });
    const items = diff.items.map(({ ref, uid, change, fields }) => ({ ref, uid, change, fields }));
    const { from, to, counts, next } = diff;
    return json({ from: from.toISOString(), to: to.toISOString(), counts, items, next });
  },
});
