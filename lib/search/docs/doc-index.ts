import type { ServedCatalog } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import type { TenantId } from "@/lib/platform/types";
import { type DocKey, listDocKeys, listDocTexts, listSpeakers, readDocStamp } from "../store/doc-store";
import { TextIndex } from "../words/text-index";
import { type Heading, listHeadings } from "./list-headings";

export type DocHit = {
  readonly ref: string;
  readonly kind: string;
  readonly path: string;
  readonly pageTitle: string;
  readonly heading: string;
  readonly anchor: string;
  readonly entityTitle: string;
};

type Page = { readonly sha: string; readonly title: string; readonly headings: readonly Heading[] };
type Held = {
  stamp: string;
  pages: ReadonlyMap<string, Page>;
  catalogVersion: number;
  /** when the pages' entities were looked up */
  atMs: number;
  index: TextIndex<DocHit>;
};

/** Headings of about this many documents are kept, those of the tenants asked for last. */
const PAGES_MAX = 60_000;
const BATCH = 100;
/** While the catalog changes, what entity a page belongs to, and its title, may be this old. */
const HOMES_MS = 10_000;
const holder = globalThis as typeof globalThis & { porticoDocs?: Map<TenantId, Held> };

const keyOf = ({ repositoryId, path }: Pick<DocKey, "repositoryId" | "path">) => `${repositoryId} ${path}`;

/** Pages as they are now; only contents that changed are read. */
async function readPages(
  db: TenantSql,
  before: ReadonlyMap<string, Page>,
): Promise<ReadonlyMap<string, Page>> {
  const keys = await listDocKeys(db);
  const pages = new Map<string, Page>();
  const wanted: DocKey[] = [];
  for (const key of keys) {
    const known = before.get(keyOf(key));
    if (known?.sha === key.sha) pages.set(keyOf(key), known);
    else wanted.push(key);
  }
  for (let start = 0; start < wanted.length; start += BATCH) {
    for (const text of await listDocTexts(db, wanted.slice(start, start + BATCH)))
      pages.set(keyOf(text), { sha: text.sha, title: text.title, headings: listHeadings(text.content) });
  }
  return pages;
}

/** The entity on whose page a repository's documents are read: a component before others, in order of refs. */
async function readHomes(
  db: TenantSql,
  served: ServedCatalog,
  pages: ReadonlyMap<string, Page>,
): Promise<ReadonlyMap<string, { readonly ref: string; readonly kind: string; readonly title: string }>> {
  const repositories = [...new Set([...pages.keys()].map((key) => key.slice(0, key.indexOf(" "))))];
  const homes = new Map<string, { ref: string; kind: string; title: string }>();
  for (const { repositoryId, ref } of await listSpeakers(db, repositories)) {
    const ordinal = served.find(ref);
    if (ordinal === undefined) continue;
    const { kind, title } = served.row(ordinal);
    const known = homes.get(repositoryId);
    if (!known || (known.kind !== "component" && kind === "component"))
      homes.set(repositoryId, { ref, kind, title });
  }
  return homes;
}

function toIndex(
  pages: ReadonlyMap<string, Page>,
  homes: Awaited<ReturnType<typeof readHomes>>,
): TextIndex<DocHit> {
  const entries = [...pages].flatMap(([key, page]) => {
    const at = key.indexOf(" ");
    const home = homes.get(key.slice(0, at));
    if (!home) return [];
    const path = key.slice(at + 1);
    const about = `${page.title} ${home.title} ${path}`;
    const { ref, kind, title: entityTitle } = home;
    const headings = page.headings.length > 0 ? page.headings : [{ text: page.title, anchor: "" }];
    return headings.map(({ text, anchor }) => ({
      title: text,
      about,
      item: { ref, kind, path, pageTitle: page.title, heading: text, anchor, entityTitle },
    }));
  });
  return new TextIndex(entries);
}

function isCurrent(held: Held, stamp: string, served: ServedCatalog): boolean {
  if (held.stamp !== stamp) return false;
  return held.catalogVersion === served.version || Date.now() - held.atMs < HOMES_MS;
}

async function readAnew(
  ctx: TenantContext,
  served: ServedCatalog,
  stamp: string,
  known: Held | undefined,
): Promise<Held> {
  return withTenantSql(ctx, async (db) => {
    const pages = known?.stamp === stamp ? known.pages : await readPages(db, known?.pages ?? new Map());
    const index = toIndex(pages, await readHomes(db, served, pages));
    return { stamp, pages, catalogVersion: served.version, atMs: Date.now(), index };
  });
}

/**
 * The headings of all documents of the caller's tenant, as they are now.
 *
 * Kept in memory per tenant, never together with another's. One statement says whether documents changed; contents are read
 * once. Documents of repositories without an entity that is served are left out: no page shows them.
 */
export async function openDocs(ctx: TenantContext, served: ServedCatalog): Promise<TextIndex<DocHit>> {
  holder.porticoDocs ??= new Map();
  const tenants = holder.porticoDocs;
  const known = tenants.get(ctx.tenantId);
  const stamp = await readDocStamp(ctx);
  const held = known && isCurrent(known, stamp, served) ? known : await readAnew(ctx, served, stamp, known);
  // Last in the map is used last.
  tenants.delete(ctx.tenantId);
  tenants.set(ctx.tenantId, held);
  let pages = [...tenants.values()].reduce((sum, one) => sum + one.pages.size, 0);
  for (const [tenantId, one] of tenants) {
    if (pages <= PAGES_MAX || one === held) break;
    pages -= one.pages.size;
    tenants.delete(tenantId);
  }
  return held.index;
}
