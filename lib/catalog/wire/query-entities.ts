import type { TenantContext } from "@/lib/platform/context";
import { parsePredicate } from "../served/ask/parse-predicate";
import { type Predicate, parseFilters } from "../served/ask/predicate";
import { openServed } from "../served/open-served";
import type { OrderBy, ServedCatalog } from "../served/served-catalog";
import { type Cursor, formatCursor, parseCursor, type Question } from "./cursor";
import { CHUNK, entityChunks, type JsonChunk, wrapped } from "./entity-chunks";
import { parseFields } from "./prune-fields";

/** Backstage 4.0's own, although its document says 20. */
export const PAGE_LIMIT = 200;

export type QueryInput = {
  /** a first page asks a question, the others bring a cursor, and only limit and fields beside it */
  readonly question: Question;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly countTotal: boolean;
};

/** Both ways of stating a condition, together. */
export function toPredicate({
  filter,
  predicate,
}: Pick<Question, "filter" | "predicate">): Predicate | undefined {
  const parts = [
    filter ? parseFilters(filter) : undefined,
    predicate === undefined ? undefined : parsePredicate(predicate),
  ].filter((part) => part !== undefined);
  return parts.length > 1 ? { kind: "all", of: parts } : parts[0];
}

function toTextFilter({ term, termFields, order }: Question) {
  const wanted = term?.trim();
  if (!wanted) return undefined;
  return { term: wanted, fields: termFields?.length ? termFields : [order?.field ?? "metadata.uid"] };
}

/**
 * A page of entities as Backstage's by-query answers it, as JSON in chunks.
 *
 * Entities without the order field are left out and not counted. The total is exact, counted for the first page and repeated after.
 */
export async function queryEntities(
  ctx: TenantContext,
  input: QueryInput,
): Promise<AsyncIterable<JsonChunk>> {
  const cursor = input.cursor === undefined ? undefined : parseCursor(input.cursor);
  const question = cursor?.question ?? input.question;
  const limit = input.limit ?? PAGE_LIMIT;
  const prune = parseFields(input.fields);
  const served = await openServed(ctx);
  const order: readonly OrderBy[] = question.order ? [question.order] : [];
  const asked = {
    where: toPredicate(question),
    text: toTextFilter(question),
    order,
    missing: "out",
    limit,
  } as const;
  const page = await served.select({
    ...asked,
    after: cursor?.after,
    before: cursor?.before,
    offset: cursor ? undefined : input.offset,
  });
  const total = cursor?.total ?? (input.countTotal ? page.total : 0);
  const at = (place: Pick<Cursor, "after" | "before">) => formatCursor({ question, ...place, total });
  const pageInfo =
    limit === 0
      ? {}
      : {
          ...(page.next ? { nextCursor: at({ after: page.next }) } : {}),
          ...(page.previous ? { prevCursor: at({ before: page.previous }) } : {}),
        };
  const chunks = wrapped(
    '{"items":[',
    entityChunks(served, page.ordinals, prune),
    `],"totalItems":${total},"pageInfo":${JSON.stringify(pageInfo)}}`,
  );
  // Who came by a cursor walks on: the database looks up the next page while this one is written.
  if (cursor?.after && page.next && !prune) void followOn(served, { ...asked, after: page.next });
  return chunks;
}

async function followOn(served: ServedCatalog, next: Parameters<ServedCatalog["select"]>[0]): Promise<void> {
  try {
    const { ordinals } = await served.select(next);
    // A page is written chunk by chunk; its first is what one waits for.
    served.readAhead(ordinals.slice(0, CHUNK));
  } catch {
    // This page is complete, whatever becomes of the next.
  }
}

export type ListInput = {
  readonly filter?: readonly string[] | undefined;
  readonly order: readonly OrderBy[];
  readonly fields?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
};

export type EntityList = {
  readonly chunks: AsyncIterable<JsonChunk>;
  /** offset of the next page, when more follow */
  readonly nextOffset: number | undefined;
};

// A page without an order is one by ref, which is by these three.
const BY_REF: readonly OrderBy[] = ["kind", "metadata.namespace", "metadata.name"].map((field) => ({
  field,
  direction: "asc",
}));

/**
 * Backstage's older list: a bare array. Without limit and offset it is everything, in order of uid or of the first order
 * field (entities lacking it left out); with them a page by all order fields, entities lacking one last.
 */
export async function listAllEntities(ctx: TenantContext, input: ListInput): Promise<EntityList> {
  const { limit, offset } = input;
  const isPaged = limit !== undefined || offset !== undefined;
  const prune = parseFields(input.fields);
  const where = toPredicate({ filter: input.filter ? [...input.filter] : undefined });
  const served = await openServed(ctx);
  const page = await served.select({
    where,
    limit: limit ?? served.count,
    ...(isPaged
      ? { offset, missing: "last", order: input.order.length > 0 ? input.order : BY_REF }
      : { missing: "out", order: input.order.slice(0, 1) }),
  });
  const end = (offset ?? 0) + page.ordinals.length;
  return {
    chunks: wrapped("[", entityChunks(served, page.ordinals, prune), "]"),
    nextOffset: isPaged && end < page.total && page.ordinals.length > 0 ? end : undefined,
  };
}
