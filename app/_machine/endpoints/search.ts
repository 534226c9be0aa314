import { z } from "zod";
import { listKindLooks } from "@/lib/catalog";
import { listPluginNames } from "@/lib/plugins";
import { type SearchHit, searchAll, searchBest } from "@/lib/search";
import { SEARCH_PAGE, searchQuery } from "@/lib/search/client";
import { kindWords } from "@/lib/ui/kind-words";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

const TITLES: ReadonlyMap<string, string> = new Map([
  ["group", "Teams"],
  ["user", "People"],
  ["docs", "Docs"],
  ["members", "Members"],
  ["plugins", "Plugins"],
]);

const itemSchema = z.object({
  id: z.string().meta({ description: "An entity's ref, or what names a heading, member or plugin" }),
  title: z.string(),
  detail: z.string().optional(),
  kind: z.string().optional(),
  type: z.string().optional(),
  href: z.string().meta({ description: "Its page in the portal" }),
});
const groupSchema = z.object({ id: z.string(), title: z.string(), items: z.array(itemSchema) });
const countSchema = z.object({ value: z.string(), count: z.int() });
const correctedSchema = z
  .string()
  .optional()
  .meta({ description: "What was searched instead, when nothing has the words as typed" });

const groupOf = (hit: SearchHit) => (hit.source === "entity" ? (hit.kind ?? "entity") : hit.source);

function toItem(hit: SearchHit): z.infer<typeof itemSchema> {
  const { id, title, detail, kind, type, href } = hit;
  return { id, title, detail: detail?.slice(0, 120), kind, type, href };
}

/** What ⌘K shows: hits grouped by kind, in order of rank. */
export const searchHits = defineEndpoint({
  method: "GET",
  path: "/search",
  tag: "Portal",
  summary: "Search as the portal's search box does",
  permission: "catalog.entity.read",
  query: z.strictObject({ q: z.string().max(200).default("").meta({ description: "What was typed" }) }),
  emptyQuery: true,
  examples: { query: { q: "billing" } },
  answers: {
    200: {
      description: "The best hits by kind, best first",
      schema: z.object({ groups: z.array(groupSchema), corrected: correctedSchema, total: z.int() }),
    },
  },
  handle: async (ctx, { query: { q } }) => {
    if (q.trim() === "") return json({ groups: [], total: 0 });
    const { hits, corrected, total } = await searchBest(ctx, q.trim(), listPluginNames);
    const words = kindWords(
      Object.fromEntries(
        (await listKindLooks(ctx)).map(({ kind, plural }) => [kind.toLowerCase(), { title: kind, plural }]),
      ),
    );
    const groups = [...new Set(hits.map(groupOf))].map((id) => ({
      id,
      title: TITLES.get(id) ?? words.plural(id),
      items: hits.filter((hit) => groupOf(hit) === id).map(toItem),
    }));
    const all = {
      id: "all",
      title: "Search",
      items: [
        {
          id: "all",
          title: `All ${total.toLocaleString("en")} results`,
          href: `/${ctx.slug}/search${searchQuery({ q: q.trim() })}`,
        },
      ],
    };
    return json({ groups: total > 0 ? [...groups, all] : [], corrected, total });
  },
});

/** A page of one list of everything, for programs. */
export const searchPage = defineEndpoint({
  method: "GET",
  path: "/search/results",
  tag: "Portal",
  summary: "Search entities, docs, people and plugins, page by page",
  permission: "catalog.entity.read",
  query: z.strictObject({
    q: z.string().max(200).meta({ description: "Words; all must be found" }),
    kind: z.string().max(100).optional().meta({
      description: "An entity kind, `docs`, `members` or `plugins`; left out: everything",
    }),
    type: z.string().max(100).optional().meta({ description: "spec.type of entities" }),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  examples: { query: { q: "billing", page: 1 } },
  answers: {
    200: {
      description: `${SEARCH_PAGE} hits, best first, with exact totals`,
      schema: z.object({
        items: z.array(itemSchema),
        totalItems: z.int(),
        kinds: z.array(countSchema),
        corrected: correctedSchema,
      }),
    },
  },
  handle: async (ctx, { query: { q, kind, type, page } }) => {
    const found = await searchAll(
      ctx,
      { q: q.trim(), kind: kind?.toLowerCase(), type, page },
      listPluginNames,
    );
    return json({
      items: found.hits.map(toItem),
      totalItems: found.total,
      kinds: found.kinds,
      corrected: found.corrected,
    });
  },
});
