import { z } from "zod";
import { searchEntities } from "@/lib/catalog";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

const TITLES: Readonly<Record<string, string>> = {
  component: "Components",
  api: "APIs",
  group: "Teams",
  user: "People",
  system: "Systems",
};

const groupSchema = z.object({
  id: z.string(),
  title: z.string(),
  items: z.array(
    z.object({
      id: z.string().meta({ description: "The entity's ref" }),
      title: z.string(),
      detail: z.string().optional(),
      kind: z.string(),
      type: z.string().optional(),
      href: z.string().meta({ description: "Its page in the portal" }),
    }),
  ),
});

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
    200: { description: "Hits by kind, best first", schema: z.object({ groups: z.array(groupSchema) }) },
  },
  handle: async (ctx, { query }) => {
    const hits = await searchEntities(ctx, query.q);
    const kinds = [...new Set(hits.map((hit) => (hit.kind in TITLES ? hit.kind : "other")))];
    return json({
      groups: kinds.map((kind) => ({
        id: kind,
        title: TITLES[kind] ?? "More",
        items: hits
          .filter((hit) => (hit.kind in TITLES ? hit.kind : "other") === kind)
          .map((hit) => ({
            id: hit.ref,
            title: hit.title,
            detail: hit.ownerTitle ?? hit.description?.slice(0, 80) ?? undefined,
            kind: hit.kind,
            type: hit.type ?? undefined,
            href: `/${ctx.slug}/catalog/${[hit.kind, hit.namespace, hit.name].map(encodeURIComponent).join("/")}`,
          })),
      })),
    });
  },
});
