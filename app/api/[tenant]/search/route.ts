import { z } from "zod";
import { defineRoute } from "@/app/_server/define-route";
import { searchEntities } from "@/lib/catalog";

const querySchema = z.object({ q: z.string().max(200).default("") });
const TITLES: Readonly<Record<string, string>> = {
  component: "Components",
  api: "APIs",
  group: "Teams",
  user: "People",
  system: "Systems",
};

/** What ⌘K shows: hits grouped by kind, in order of rank. */
export const GET = defineRoute({
  query: querySchema,
  handle: async (ctx, { query }) => {
    const hits = await searchEntities(ctx, query.q);
    const kinds = [...new Set(hits.map((hit) => (hit.kind in TITLES ? hit.kind : "other")))];
    return {
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
    };
  },
});
