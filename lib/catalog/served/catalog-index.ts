import type { Json, JsonObject } from "@/lib/platform/types";
import { LANGUAGE_ANNOTATION } from "../model/entity";
import type { ServedChange } from "../store/served-store";
import { type Bits, clearBit, hasBit, setBit } from "./columns/bits";
import { grown, grownDoubles, grownWords } from "./columns/grown";
import { KeyPlan } from "./columns/key-plan";
import type { KeySet } from "./columns/key-set";
import { type Neighbour, RelationGraph } from "./columns/relation-graph";
import { UidTable } from "./columns/uid-table";
import { ValueColumn } from "./columns/value-column";
import type { Follower } from "./follower";
import type { RelationEnd, ServedRelation, ServedRow } from "./served-catalog";
import type { WordIndex } from "./words/word-index";

const NONE = -1;
export const LANGUAGE = `metadata.annotations.${LANGUAGE_ANNOTATION.toLowerCase()}`;
/** What an entity is called: its title, a person's display name, or its name. */
export const SHOWN_TITLE = "portico:title";
/** The canonical ref of its owner. */
export const OWNER = "portico:owner";
const TITLE = "metadata.title";

/** Keys that are always there: what lists show, sort and filter by. */
const CORE = [
  "kind",
  "metadata.name",
  "metadata.namespace",
  TITLE,
  "metadata.tags",
  LANGUAGE,
  "spec.type",
  "spec.lifecycle",
  "spec.owner",
  "spec.system",
] as const;

// Orders are brought up to date by what changed since they were made; older ones are made again.
const LOG_MAX = 20_000;
const COLUMNS_MAX_BYTES = 64 * 1024 * 1024;
// A question at work may still need the columns it made sure of.
const COLUMN_REST_MS = 30_000;

type Derived = { readonly stamp: string; readonly column: ValueColumn };

/**
 * A tenant's entities by columns. Knows no database: rows come in by `apply`, questions are answered by `ask/`.
 *
 * An ordinal is given once and stays with its uid; a removed entity only leaves `alive`.
 */
export class CatalogIndex {
  /** of the catalog, as the database counts */
  version = 0;
  /** raised by every batch of changes; answers of one revision may be kept until the next */
  revision = 0;
  count = 0;
  /** raised by every column that is read on demand */
  columnsRead = 0;
  alive: Bits = new Uint32Array(0);
  readonly uids = new UidTable();
  readonly graph = new RelationGraph();
  readonly titles: ValueColumn;
  readonly #owners = new ValueColumn(0);
  readonly followers = new Set<Follower>();
  /** words of names and descriptions, once somebody has searched */
  words: WordIndex | undefined;
  /** keys that entities have, once a column was read */
  keys: KeySet | undefined;
  #columns = new Map<string, ValueColumn>();
  #plan = new KeyPlan([]);
  /** raised when an entity appears, leaves or changes its ref */
  #membership = 0;
  #seqs = new Float64Array(0);
  #updatedAt = new Float64Array(0);
  #refs = new Int32Array(0);
  #systems = new Int32Array(0);
  #ordinals = new Int32Array(0);
  #derived = new Map<string, Derived>();
  #log: { readonly revision: number; readonly ordinals: readonly number[] }[] = [];

  constructor() {
    for (const key of CORE) this.#columns.set(key, new ValueColumn(0));
    this.titles = new ValueColumn(0, this.#columns.get(TITLE)?.dictionary);
    this.#replan();
  }

  get capacity(): number {
    return this.uids.size;
  }

  get sizeBytes(): number {
    const derived = Array.from(this.#derived.values(), ({ column }) => column);
    const columns = [...this.#columns.values(), ...derived, this.titles, this.#owners].reduce(
      (sum, column) => sum + column.sizeBytes,
      0,
    );
    const found = (this.words?.sizeBytes ?? 0) + (this.keys?.sizeBytes ?? 0);
    return columns + found + this.uids.sizeBytes + this.graph.sizeBytes + this.capacity * 32;
  }

  /** Entities that left still take room; when they are many, the index is better read again. */
  get isWasteful(): boolean {
    return this.capacity > 2_000 && this.capacity > 2 * this.count;
  }

  find(ref: string): number | undefined {
    const id = this.graph.find(ref);
    return id === undefined ? undefined : this.ordinalOf(id);
  }

  findUid(uid: string): number | undefined {
    const ordinal = this.uids.find(uid);
    return ordinal !== undefined && hasBit(this.alive, ordinal) ? ordinal : undefined;
  }

  /** The ordinal of a numbered ref, when its entity exists. */
  ordinalOf(refId: number): number | undefined {
    const ordinal = this.#ordinals[refId] ?? NONE;
    return ordinal === NONE ? undefined : ordinal;
  }

  refIdOf(ordinal: number): number {
    return this.#refs[ordinal] ?? 0;
  }

  seqOf(ordinal: number): number {
    return this.#seqs[ordinal] ?? 0;
  }

  updatedAtOf(ordinal: number): number {
    return this.#updatedAt[ordinal] ?? 0;
  }

  ownerRefOf(ordinal: number): string | undefined {
    return this.#owners.value(ordinal);
  }

  /** A column that is there: a core one, one of our own, one that was read, or one made of relations. */
  column(key: string): ValueColumn | undefined {
    if (key === SHOWN_TITLE) return this.titles;
    if (key === OWNER) return this.#owners;
    if (key.startsWith("relations."))
      return this.derive(key, () => this.#relationColumn(key.slice("relations.".length)));
    const column = this.#columns.get(key);
    if (column) column.usedAt = performance.now();
    return column;
  }

  /** A column computed from others, kept until an entity appears, leaves, or changes a relation. */
  derive(name: string, make: () => ValueColumn): ValueColumn {
    const stamp = `${this.#membership}.${this.graph.revision}`;
    const known = this.#derived.get(name);
    if (known?.stamp === stamp) return known.column;
    const column = make();
    if (this.#derived.size >= 8) this.#derived.clear();
    this.#derived.set(name, { stamp, column });
    return column;
  }

  #relationColumn(type: string): ValueColumn {
    const targets = new Map<number, Set<number>>();
    this.graph.forEachOf(type, (from, to) => {
      const ordinal = this.ordinalOf(from);
      if (ordinal === undefined) return;
      const known = targets.get(ordinal);
      if (known) known.add(to);
      else targets.set(ordinal, new Set([to]));
    });
    const column = new ValueColumn(this.capacity);
    for (const [ordinal, refs] of targets)
      column.set(
        ordinal,
        Array.from(refs, (ref) => this.graph.refs[ref] ?? ""),
      );
    return column;
  }

  /** Puts a column beside the others; from now on changes reach it. */
  addColumn(key: string, column: ValueColumn): void {
    column.usedAt = performance.now();
    this.#columns.set(key, column);
    this.columnsRead++;
    this.#replan();
  }

  /** Lets the columns go that nobody asked for longest, until the others fit. */
  dropOldColumns(): void {
    const restingSince = performance.now() - COLUMN_REST_MS;
    const core = new Set<string>(CORE);
    const spare = [...this.#columns].filter(([key]) => !core.has(key));
    let bytes = spare.reduce((sum, [, column]) => sum + column.sizeBytes, 0);
    for (const [key, column] of spare.sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (bytes <= COLUMNS_MAX_BYTES || column.usedAt > restingSince) break;
      bytes -= column.sizeBytes;
      this.#columns.delete(key);
    }
    this.#replan();
  }

  #replan(): void {
    this.#plan = new KeyPlan([...this.#columns.keys()]);
  }

  row(ordinal: number): ServedRow {
    const ref = this.graph.refs[this.refIdOf(ordinal)] ?? "";
    const value = (key: (typeof CORE)[number]) => this.#columns.get(key)?.value(ordinal);
    return {
      uid: this.uids.uid(ordinal),
      ref,
      kind: ref.slice(0, ref.indexOf(":")),
      namespace: ref.slice(ref.indexOf(":") + 1, ref.indexOf("/")),
      name: value("metadata.name") ?? ref.slice(ref.indexOf("/") + 1),
      title: this.titles.value(ordinal) ?? "",
      type: value("spec.type"),
      lifecycle: value("spec.lifecycle"),
      ownerRef: this.ownerRefOf(ordinal),
      systemRef: this.graph.refs[this.#systems[ordinal] ?? NONE],
      language: value(LANGUAGE),
      tags: this.#columns.get("metadata.tags")?.values(ordinal) ?? [],
      updatedAt: new Date(this.updatedAtOf(ordinal)),
    };
  }

  relationsOf(ordinal: number): readonly ServedRelation[] {
    const { refs } = this.graph;
    const found = this.sortedNeighbours(ordinal);
    const relations: ServedRelation[] = [];
    found.forEach(({ type, ref }, i) => {
      const before = found[i - 1];
      if (before?.type === type && before.ref === ref) return;
      relations.push({ type: type.name, targetRef: refs[ref] ?? "", targetOrdinal: this.ordinalOf(ref) });
    });
    return relations;
  }

  /** By type and ref; a relation stated from both ends is there twice. */
  sortedNeighbours(ordinal: number): readonly Neighbour[] {
    const { refs } = this.graph;
    return this.graph.neighbours(this.refIdOf(ordinal)).sort((a, b) => {
      if (a.type !== b.type) return compare(a.type.name, b.type.name);
      return compare(refs[a.ref] ?? "", refs[b.ref] ?? "");
    });
  }

  /** Relations of a ref, whether its entity exists or not. */
  relationEndsOf(ref: string): readonly RelationEnd[] {
    const id = this.graph.find(ref);
    if (id === undefined) return [];
    const found = this.graph.ends(id).map(({ ref: other, ...end }) => ({
      ...end,
      targetRef: this.graph.refs[other] ?? "",
    }));
    return found.sort((a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef));
  }

  /** Ordinals changed after a revision; undefined when that is no longer known. */
  changedSince(revision: number): readonly number[] | undefined {
    if (revision === this.revision) return [];
    const first = this.#log[0];
    if (!first || first.revision > revision + 1) return undefined;
    return [
      ...new Set(this.#log.filter((entry) => entry.revision > revision).flatMap((entry) => entry.ordinals)),
    ];
  }

  /** Takes over what changed. Refs that move between entities are freed first, so that two may swap. */
  apply(changes: readonly ServedChange[]): void {
    if (changes.length === 0) return;
    this.#makeRoom(changes);
    for (const change of changes) this.#release(change);
    const ordinals = changes.map((change) => this.#write(change));
    this.revision++;
    this.#remember(ordinals);
  }

  #makeRoom(changes: readonly ServedChange[]): void {
    for (const { uid } of changes) this.uids.add(uid);
    this.alive = grownWords(this.alive, (this.capacity + 31) >>> 5);
    this.#seqs = grownDoubles(this.#seqs, this.capacity);
    this.#updatedAt = grownDoubles(this.#updatedAt, this.capacity);
    this.#refs = grown(this.#refs, this.capacity);
    this.#systems = grown(this.#systems, this.capacity, NONE);
  }

  #release(change: ServedChange): void {
    const ordinal = this.uids.add(change.uid);
    if (!hasBit(this.alive, ordinal)) return;
    const refId = this.refIdOf(ordinal);
    if (!change.orphaned && this.graph.refs[refId] === change.ref) return;
    clearBit(this.alive, ordinal);
    this.count--;
    this.#membership++;
    this.graph.state(refId, []);
    if (this.#ordinals[refId] === ordinal) this.#ordinals[refId] = NONE;
  }

  #write(change: ServedChange): number {
    const ordinal = this.uids.add(change.uid);
    this.#seqs[ordinal] = change.seq;
    if (change.orphaned) return ordinal;
    const refId = this.graph.idOf(change.ref);
    if (!hasBit(this.alive, ordinal)) this.#enter(ordinal, refId);
    this.graph.state(refId, change.relations === "" ? [] : change.relations.split("\n"));
    this.#updatedAt[ordinal] = change.updatedAt;
    this.#owners.set(ordinal, change.ownerRef === null ? [] : [change.ownerRef]);
    this.#systems[ordinal] = change.systemRef === null ? NONE : this.graph.idOf(change.systemRef);
    this.titles.set(ordinal, [change.title]);
    const entity = parseServed(change.served);
    this.#readColumns(ordinal, entity);
    for (const follower of this.followers) follower.take(ordinal, change, entity);
    return ordinal;
  }

  #enter(ordinal: number, refId: number): void {
    this.#ordinals = grown(this.#ordinals, refId + 1, NONE);
    const holder = this.#ordinals[refId] ?? NONE;
    // A ref belongs to one entity: who held it was deleted without a trace.
    if (holder !== NONE && holder !== ordinal) {
      clearBit(this.alive, holder);
      this.count--;
    }
    setBit(this.alive, ordinal);
    this.count++;
    this.#membership++;
    this.#ordinals[refId] = ordinal;
    this.#refs[ordinal] = refId;
  }

  #readColumns(ordinal: number, entity: JsonObject): void {
    const values: (string | null)[][] = Array.from(this.#columns, () => []);
    this.#plan.read(entity, (index, value) => values[index]?.push(value));
    let index = 0;
    for (const column of this.#columns.values()) column.set(ordinal, values[index++] ?? []);
  }

  #remember(ordinals: readonly number[]): void {
    this.#log.push({ revision: this.revision, ordinals });
    let length = this.#log.reduce((sum, entry) => sum + entry.ordinals.length, 0);
    while (length > LOG_MAX) length -= this.#log.shift()?.ordinals.length ?? length;
  }
}

/** The JSON object a row holds; written by the merge, so it is one. */
export function parseServed(served: string): JsonObject {
  const entity: Json = JSON.parse(served);
  return typeof entity === "object" && entity !== null && !Array.isArray(entity)
    ? (entity as JsonObject)
    : {};
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
