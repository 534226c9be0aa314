import { splitWords } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { SEARCH_PAGE, type SearchParams } from "./search-params";
import {
  type Count,
  type EntityFound,
  type Found,
  NOTHING,
  openSources,
  type PluginSource,
  type SearchHit,
  type Sources,
} from "./sources";

export type SearchPage = {
  readonly hits: readonly SearchHit[];
  /** exact, of what was asked for */
  readonly total: number;
  readonly pages: number;
  /** exact and of everything, whatever was asked for: entity kinds (most first), then docs, members, plugins */
  readonly kinds: readonly Count[];
  /** types of the entities found, when a kind of entities was asked for */
  readonly types: readonly Count[];
  /** what was searched instead, when nothing has the words as typed */
  readonly corrected: string | undefined;
  /** names near to what was typed, when nothing was found at all */
  readonly nearest: readonly string[];
};

const OTHERS = ["docs", "members", "plugins"] as const;
type Other = (typeof OTHERS)[number];
const isOther = (kind: string | undefined): kind is Other => OTHERS.some((other) => other === kind);

type Everything = { readonly entities: EntityFound; readonly others: Readonly<Record<Other, Found>> };

async function look(sources: Sources, text: string, params: SearchParams): Promise<Everything> {
  const kinds = params.kind && !isOther(params.kind) ? [params.kind] : [];
  return {
    entities: await sources.entities({ text, kinds, types: params.type ? [params.type] : [] }),
    others: { docs: sources.docs(text), members: sources.members(text), plugins: sources.plugins(text) },
  };
}

const sum = (counts: readonly Count[]) => counts.reduce((total, { count }) => total + count, 0);

/** Hits for other words than those typed do not count while something has the words as typed. */
const literal = (found: EntityFound): EntityFound =>
  found.corrected === undefined ? found : { ...found, ...NOTHING, kinds: [], types: [] };

function countKinds({ entities, others }: Everything): readonly Count[] {
  return [
    ...entities.kinds,
    ...OTHERS.map((value) => ({ value, count: others[value].total })).filter(({ count }) => count > 0),
  ];
}

/** The text with each word nobody has replaced by the nearest somebody has; undefined when there is none. */
function correct(sources: Sources, text: string): string | undefined {
  const words = splitWords(text).map((word) => {
    if (sources.others.some((index) => index.has(word))) return word;
    return sources.others.flatMap((index) => index.nearest(word))[0] ?? word;
  });
  const corrected = words.join(" ");
  return corrected === splitWords(text).join(" ") ? undefined : corrected;
}

type Looked = {
  readonly found: Everything;
  readonly corrected: string | undefined;
  readonly sources: Sources;
};

/** Looks for the words as typed, and where nothing has them, for the nearest ones. */
async function lookFor(ctx: TenantContext, params: SearchParams, plugins: PluginSource): Promise<Looked> {
  const sources = await openSources(ctx, plugins);
  const typed = await look(sources, params.q, params);
  const found: Everything = { ...typed, entities: literal(typed.entities) };
  if (sum(countKinds(found)) > 0 || params.q === "") return { found, corrected: undefined, sources };
  const instead = typed.entities.corrected ?? correct(sources, params.q);
  if (instead === undefined) return { found, corrected: undefined, sources };
  const again = await look(sources, instead, params);
  return sum(countKinds(again)) > 0
    ? { found: again, corrected: instead, sources }
    : { found, corrected: undefined, sources };
}

/**
 * One box over everything: entities, headings of documents, people and plugins; all words must be found.
 *
 * The caller finds what they may read, and totals count no more than that. Equally good hits come in the order entities,
 * documents, people, plugins; a source whose best hit is better comes first. When nothing has the words as typed, the
 * nearest words are searched and named in `corrected`.
 *
 * @param plugins - the marketplace, which stands above this domain
 */
export async function searchAll(
  ctx: TenantContext,
  params: SearchParams,
  plugins: PluginSource,
): Promise<SearchPage> {
  const { found, corrected, sources } = await lookFor(ctx, params, plugins);
  const kinds = countKinds(found);
  const chosen = choose(found, params.kind);
  const total = chosen.reduce((count, one) => count + one.total, 0);
  const near = sum(kinds) === 0 ? sources.suggest(params.q) : undefined;
  return {
    hits: takePage(chosen, (params.page - 1) * SEARCH_PAGE, SEARCH_PAGE),
    total,
    pages: Math.max(1, Math.ceil(total / SEARCH_PAGE)),
    kinds,
    types: params.kind !== undefined && !isOther(params.kind) ? found.entities.types : [],
    corrected,
    nearest: near === undefined ? [] : [near],
  };
}

function choose({ entities, others }: Everything, kind: string | undefined): readonly Found[] {
  if (isOther(kind)) return [others[kind]];
  if (kind !== undefined) return [entities];
  return [entities, others.docs, others.members, others.plugins].sort((a, b) => a.bestRank - b.bestRank);
}

/** A page out of several lists that follow one another. */
function takePage(lists: readonly Found[], offset: number, limit: number): readonly SearchHit[] {
  const hits: SearchHit[] = [];
  let before = 0;
  for (const list of lists) {
    const start = Math.max(0, offset - before);
    const wanted = Math.min(limit - hits.length, list.total - start);
    if (wanted > 0) hits.push(...list.page(start, wanted));
    before += list.total;
  }
  return hits;
}

const BEST = 12;
const BEST_OF_OTHERS = 3;

/** The best few of each kind, for the box that opens with ⌘K. */
export async function searchBest(
  ctx: TenantContext,
  text: string,
  plugins: PluginSource,
): Promise<{
  readonly hits: readonly SearchHit[];
  readonly corrected: string | undefined;
  readonly total: number;
}> {
  const params = { q: text, kind: undefined, type: undefined, page: 1 };
  const { found, corrected } = await lookFor(ctx, params, plugins);
  const best = takePage(choose(found, undefined), 0, BEST);
  // Entities may fill the page; what else there is still shows its best.
  const shown = new Set(best.map((hit) => hit.source));
  const more = OTHERS.filter((kind) => !shown.has(kind)).flatMap((kind) =>
    found.others[kind].page(0, BEST_OF_OTHERS),
  );
  return { hits: [...best, ...more], corrected, total: sum(countKinds(found)) };
}
