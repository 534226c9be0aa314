import type { Predicate } from "./ask/predicate";

export type OrderBy = { readonly field: string; readonly direction: "asc" | "desc" };

/** A place in an ordered list that survives changes: the lower-case sort value (undefined where there is none) and the uid. */
export type Position = { readonly value: string | undefined; readonly uid: string };

export type TextFilter = {
  /** any part of a value, in any case; `%` and `_` are letters */
  readonly term: string;
  readonly fields: readonly string[];
};

export type SelectInput = {
  readonly where?: Predicate | undefined;
  readonly text?: TextFilter | undefined;
  /** any flattened keys; none: by uid. Positions know the first field only, so page several fields by offset. */
  readonly order?: readonly OrderBy[] | undefined;
  /** entities without the first order field: left out and not counted (Backstage's by-query; default), or last */
  readonly missing?: "out" | "last" | undefined;
  readonly after?: Position | undefined;
  /** the page that ends before this place; `after` wins */
  readonly before?: Position | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
};

export type Selection = {
  readonly ordinals: readonly number[];
  /** exact, whatever the limit */
  readonly total: number;
  /** present when more follow: `after` of the next page */
  readonly next: Position | undefined;
  /** present when some precede: `before` of the previous page */
  readonly previous: Position | undefined;
};

export type FacetValue = { readonly value: string; readonly count: number };

export type ServedRelation = {
  readonly type: string;
  readonly targetRef: string;
  /** undefined while the target does not exist */
  readonly targetOrdinal: number | undefined;
};

/** A relation with both its names, as one of its ends sees it. */
export type RelationEnd = {
  readonly type: string;
  readonly inverse: string;
  readonly targetRef: string;
  /** said by this end; otherwise only by the other */
  readonly stated: boolean;
};

export type ServedRow = {
  readonly uid: string;
  /** canonical, lower case */
  readonly ref: string;
  /** lower case, as in the ref */
  readonly kind: string;
  /** as written */
  readonly name: string;
  readonly namespace: string;
  readonly title: string;
  readonly type: string | undefined;
  readonly lifecycle: string | undefined;
  /** canonical refs, resolved or not */
  readonly ownerRef: string | undefined;
  readonly systemRef: string | undefined;
  readonly language: string | undefined;
  readonly tags: readonly string[];
  readonly updatedAt: Date;
};

export type SearchInput = {
  readonly text: string;
  /** lower-case kinds; none: all */
  readonly kinds?: readonly string[] | undefined;
  /** values of spec.type; none: all */
  readonly types?: readonly string[] | undefined;
  /** canonical refs: of equally good hits, what they own comes first */
  readonly ownedFirst?: readonly string[] | undefined;
};

export type SearchHit = { readonly ordinal: number; readonly rank: number };

export type SearchResult = {
  /** of the best hit; Infinity when there is none */
  readonly bestRank: number;
  /** hits of one state of the catalog, best first */
  readonly page: (offset: number, limit: number) => readonly SearchHit[];
  readonly total: number;
  /** hits by kind under the same words, whatever `kinds` says; most first */
  readonly kinds: readonly FacetValue[];
  /** hits of the chosen kinds by spec.type, whatever `types` says; most first */
  readonly types: readonly FacetValue[];
  /** what was searched instead, when nothing has the words as typed */
  readonly corrected: string | undefined;
};

/**
 * One tenant's catalog in memory, at least as new as the last commit before it was opened.
 *
 * An ordinal stands for one entity as long as the handle is used; rows, relations and selections of one tick agree with
 * each other. Asking for a key nobody asked for before reads it from the database once.
 */
export interface ServedCatalog {
  readonly version: number;
  /** entities served: orphans are not */
  readonly count: number;
  find(ref: string): number | undefined;
  findUid(uid: string): number | undefined;
  row(ordinal: number): ServedRow;
  /** stated and incoming, one per type and target, sorted by both */
  relationsOf(ordinal: number): readonly ServedRelation[];
  /** the same with both names, of any ref: also of one that is named by others and does not exist */
  relationEndsOf(ref: string): readonly RelationEnd[];
  select(input: SelectInput): Promise<Selection>;
  /** values in original case with their number of entities, ordered by value; every key asked for is present */
  facets(
    keys: readonly string[],
    where?: Predicate,
  ): Promise<Readonly<Record<string, readonly FacetValue[]>>>;
  /** complete JSON with relations; undefined for an entity deleted in this moment */
  bodies(ordinals: readonly number[]): Promise<readonly (Buffer | undefined)[]>;
  /** the same as the inside of a JSON array, without the undefined ones; empty when none is left */
  bodiesJoined(ordinals: readonly number[]): Promise<Buffer>;
  /** starts reading the bodies of a large page that will be asked for next */
  readAhead(ordinals: readonly number[]): void;
  /** best first, see words/search.ts; rank 0 is an exact name, 4 a mention */
  search(input: SearchInput): Promise<SearchResult>;
  /** the entity name nearest to what was typed */
  suggest(typed: string): string | undefined;
}
