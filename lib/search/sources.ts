import { can } from "@/lib/access";
import { listOwnRefs, openServed, type ServedCatalog } from "@/lib/catalog";
import { listMemberNames } from "@/lib/identity";
import type { TenantContext } from "@/lib/platform/context";
import { openDocs } from "./docs/doc-index";
import { type TextHit, TextIndex } from "./words/text-index";

export type PluginName = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly about: string;
};

/** What stands above this domain hands in what it knows. Asks for its own permission. */
export type PluginSource = (ctx: TenantContext) => Promise<readonly PluginName[]>;

export type SearchHit = {
  readonly id: string;
  readonly source: "entity" | "docs" | "members" | "plugins";
  readonly title: string;
  readonly detail: string | undefined;
  /** of entities, and of what stands on an entity's page */
  readonly kind: string | undefined;
  readonly type: string | undefined;
  readonly href: string;
};

export type Count = { readonly value: string; readonly count: number };

/** What one source says of a text, before a page of it is taken. */
export type Found = {
  readonly total: number;
  /** of the best hit; Infinity when there is none */
  readonly bestRank: number;
  readonly page: (offset: number, limit: number) => readonly SearchHit[];
};

export const NOTHING: Found = { total: 0, bestRank: Number.POSITIVE_INFINITY, page: () => [] };

function fromHits<T>(hits: readonly TextHit<T>[], toHit: (item: T) => SearchHit): Found {
  return {
    total: hits.length,
    bestRank: hits[0]?.rank ?? Number.POSITIVE_INFINITY,
    page: (offset, limit) => hits.slice(offset, offset + limit).map(({ item }) => toHit(item)),
  };
}

const entityPath = (slug: string, ref: string) =>
  `/${slug}/catalog/${[ref.slice(0, ref.indexOf(":")), ...ref.slice(ref.indexOf(":") + 1).split("/")].map(encodeURIComponent).join("/")}`;

export type EntityFound = Found & {
  readonly kinds: readonly Count[];
  readonly types: readonly Count[];
  /** set when nothing has the words as typed; then these are the hits of other words */
  readonly corrected: string | undefined;
};

type EntityInput = {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly types: readonly string[];
};

/** Everything searchable of one tenant at one moment, as far as the caller may see it. */
export type Sources = {
  readonly entities: (input: EntityInput) => Promise<EntityFound>;
  readonly docs: (text: string) => Found;
  readonly members: (text: string) => Found;
  readonly plugins: (text: string) => Found;
  /** the indexes of everything but entities, for words nobody has */
  readonly others: readonly TextIndex<unknown>[];
  readonly suggest: (text: string) => string | undefined;
};

const NO_ENTITIES: EntityFound = { ...NOTHING, kinds: [], types: [], corrected: undefined };

async function searchServed(
  ctx: TenantContext,
  served: ServedCatalog,
  ownedFirst: readonly string[],
  { text, kinds, types }: EntityInput,
): Promise<EntityFound> {
  const found = await served.search({ text, kinds, types, ownedFirst });
  return {
    total: found.total,
    bestRank: found.bestRank,
    kinds: lowered(found.kinds),
    types: found.types,
    corrected: found.corrected,
    page: (offset, limit) =>
      found.page(offset, limit).map(({ ordinal }) => {
        const { ref, title, kind, type, ownerRef } = served.row(ordinal);
        const owner = ownerRef === undefined ? undefined : served.find(ownerRef);
        const ownerName =
          owner === undefined ? ownerRef?.slice(ownerRef.indexOf("/") + 1) : served.row(owner).title;
        return {
          id: ref,
          source: "entity" as const,
          title,
          detail: ownerName,
          kind,
          type,
          href: entityPath(ctx.slug, ref),
        };
      }),
  };
}

/** Kinds are written in several ways; in addresses and counts they are one. */
function lowered(counts: readonly Count[]): readonly Count[] {
  const sums = new Map<string, number>();
  for (const { value, count } of counts)
    sums.set(value.toLowerCase(), (sums.get(value.toLowerCase()) ?? 0) + count);
  return [...sums].map(([value, count]) => ({ value, count }));
}

/** Opens what the caller may search; what they may not see is not there. */
export async function openSources(ctx: TenantContext, plugins: PluginSource): Promise<Sources> {
  const served = can(ctx, "catalog.entity.read") ? await openServed(ctx) : undefined;
  const own = served ? await listOwnRefs(ctx, served) : [];
  const docs = served ? await openDocs(ctx, served) : undefined;
  const people = can(ctx, "member.read") ? await listMemberNames(ctx) : [];
  const members = new TextIndex(people.map((item) => ({ title: item.name, about: item.email, item })));
  const offered = can(ctx, "plugin.read") ? await plugins(ctx) : [];
  const shop = new TextIndex(
    offered.map((item) => ({ title: item.title, about: `${item.summary} ${item.about}`, item })),
  );
  return {
    entities: async (input) => (served ? searchServed(ctx, served, own, input) : NO_ENTITIES),
    docs: (text) =>
      docs
        ? fromHits(docs.search(text), (item) => ({
            id: `${item.ref} ${item.path}#${item.anchor}`,
            source: "docs",
            title: item.heading,
            detail:
              item.heading === item.pageTitle ? item.entityTitle : `${item.entityTitle} · ${item.pageTitle}`,
            kind: item.kind,
            type: undefined,
            href: `${entityPath(ctx.slug, item.ref)}?tab=docs&doc=${encodeURIComponent(item.path)}${item.anchor ? `#${encodeURIComponent(item.anchor)}` : ""}`,
          }))
        : NOTHING,
    members: (text) =>
      fromHits(members.search(text), (item) => ({
        id: item.userId,
        source: "members",
        title: item.name,
        detail: item.email === item.name ? undefined : item.email,
        kind: undefined,
        type: undefined,
        href: `/${ctx.slug}/settings/members`,
      })),
    plugins: (text) =>
      fromHits(shop.search(text), (item) => ({
        id: item.id,
        source: "plugins",
        title: item.title,
        detail: item.summary,
        kind: undefined,
        type: undefined,
        href: `/${ctx.slug}/marketplace/${encodeURIComponent(item.id)}`,
      })),
    others: [...(docs ? [docs] : []), members, shop],
    suggest: (text) => served?.suggest(text),
  };
}
