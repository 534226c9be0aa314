import { grown } from "./grown";

const NONE = -1;
/** Printable ASCII without quote and backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A relation is stored as `"<type> <inverse> <target ref>"`. */
type Pair = { readonly type: RelationType; readonly inverse: RelationType };

/** One name of a relation; the same object wherever the graph has that name. */
export type RelationType = {
  readonly name: string;
  /** how a relation of this type begins as JSON, up to its target */
  readonly opening: string;
  /** whether that is ASCII */
  readonly isPlain: boolean;
};

export type Neighbour = { readonly type: RelationType; readonly ref: number };

/** A relation with the names it has at this end and at the other. */
type NeighbourEnd = {
  readonly type: string;
  readonly inverse: string;
  readonly ref: number;
  readonly stated: boolean;
};

const UNNAMED = typeNamed("");

/**
 * Who is related to whom, both ways. A ref has a number whether its entity exists or not, so a relation to what is not
 * there yet shows up on the other side when it comes.
 */
export class RelationGraph {
  readonly refs: string[] = [];
  /** raised with every change of a relation */
  revision = 0;
  readonly #ids = new Map<string, number>();
  /** refs that JSON does not take as they are; hardly ever one */
  readonly #odd = new Set<number>();
  readonly #pairs: Pair[] = [];
  readonly #pairIds = new Map<string, number>();
  readonly #types = new Map<string, RelationType>();
  // Lists of edges: out of a ref in the order stated, into a ref in any order, so that one edge leaves in one step.
  #firstOut = new Int32Array(0);
  #firstIn = new Int32Array(0);
  #changes = new Int32Array(0);
  #source = new Int32Array(0);
  #target = new Int32Array(0);
  #pair = new Int32Array(0);
  #nextOut = new Int32Array(0);
  #nextIn = new Int32Array(0);
  #previousIn = new Int32Array(0);
  #edges = 0;
  #free = NONE;

  get sizeBytes(): number {
    return this.refs.length * 180 + this.#firstOut.length * 12 + this.#source.length * 24;
  }

  find(ref: string): number | undefined {
    return this.#ids.get(ref);
  }

  /** The number of a ref, a new one when it was never seen. */
  idOf(ref: string): number {
    const known = this.#ids.get(ref);
    if (known !== undefined) return known;
    const id = this.refs.length;
    this.refs.push(ref);
    this.#ids.set(ref, id);
    if (!PLAIN.test(ref)) this.#odd.add(id);
    this.#firstOut = grown(this.#firstOut, id + 1, NONE);
    this.#firstIn = grown(this.#firstIn, id + 1, NONE);
    this.#changes = grown(this.#changes, id + 1);
    return id;
  }

  /** Whether a ref is ASCII that JSON takes as it is, between quotes. */
  isPlain(id: number): boolean {
    return this.#odd.size === 0 || !this.#odd.has(id);
  }

  /** Rises with every change of what a ref is related to, in either direction. */
  changesOf(id: number): number {
    return this.#changes[id] ?? 0;
  }

  /** Says what an entity states now. Nothing changes where it says the same as before. */
  state(id: number, relations: readonly string[]): void {
    const edges = relations.map((relation) => this.#parse(relation));
    if (this.#states(id, edges)) return;
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; ) edge = this.#remove(edge);
    this.#firstOut[id] = NONE;
    for (const { pair, target } of edges.reverse()) this.#add(id, pair, target);
    this.#touch(id);
    this.revision++;
  }

  /** Both directions; one relation stated from both ends is there twice. */
  neighbours(id: number): Neighbour[] {
    const found: Neighbour[] = [];
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; edge = this.#nextOut[edge] ?? NONE)
      found.push({ type: this.#typeOf(edge, "type"), ref: this.#target[edge] ?? 0 });
    for (let edge = this.#firstIn[id] ?? NONE; edge !== NONE; edge = this.#nextIn[edge] ?? NONE)
      found.push({ type: this.#typeOf(edge, "inverse"), ref: this.#source[edge] ?? 0 });
    return found;
  }

  /** The same with both names of each relation and whether this end states it; not those stated from both ends twice. */
  ends(id: number): readonly NeighbourEnd[] {
    const found = new Map<string, NeighbourEnd>();
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; edge = this.#nextOut[edge] ?? NONE) {
      const [type, ref] = [this.#typeOf(edge, "type").name, this.#target[edge] ?? 0];
      found.set(`${type} ${ref}`, { type, inverse: this.#typeOf(edge, "inverse").name, ref, stated: true });
    }
    for (let edge = this.#firstIn[id] ?? NONE; edge !== NONE; edge = this.#nextIn[edge] ?? NONE) {
      const [type, ref] = [this.#typeOf(edge, "inverse").name, this.#source[edge] ?? 0];
      const key = `${type} ${ref}`;
      const inverse = this.#typeOf(edge, "type").name;
      if (!found.has(key)) found.set(key, { type, inverse, ref, stated: false });
    }
    return [...found.values()];
  }

  /** Refs that have a relation of a type (in lower case) to a ref. */
  relatedTo(id: number, type: string): readonly number[] {
    const found: number[] = [];
    for (let edge = this.#firstIn[id] ?? NONE; edge !== NONE; edge = this.#nextIn[edge] ?? NONE)
      if (this.#typeOf(edge, "type").name.toLowerCase() === type) found.push(this.#source[edge] ?? 0);
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; edge = this.#nextOut[edge] ?? NONE)
      if (this.#typeOf(edge, "inverse").name.toLowerCase() === type) found.push(this.#target[edge] ?? 0);
    return found;
  }

  /** Every relation of a type (in lower case), seen from the end that has it. */
  forEachOf(type: string, visit: (from: number, to: number) => void): void {
    const forth = this.#pairs.map((pair) => pair.type.name.toLowerCase() === type);
    const back = this.#pairs.map((pair) => pair.inverse.name.toLowerCase() === type);
    for (let edge = 0; edge < this.#edges; edge++) {
      const source = this.#source[edge] ?? NONE;
      if (source === NONE) continue;
      const [pair, target] = [this.#pair[edge] ?? 0, this.#target[edge] ?? 0];
      if (forth[pair]) visit(source, target);
      if (back[pair]) visit(target, source);
    }
  }

  #typeOf(edge: number, end: "type" | "inverse"): RelationType {
    return this.#pairs[this.#pair[edge] ?? 0]?.[end] ?? UNNAMED;
  }

  #parse(relation: string): { readonly pair: number; readonly target: number } {
    const second = relation.indexOf(" ", relation.indexOf(" ") + 1);
    return { pair: this.#pairIdOf(relation.slice(0, second)), target: this.idOf(relation.slice(second + 1)) };
  }

  #pairIdOf(text: string): number {
    const known = this.#pairIds.get(text);
    if (known !== undefined) return known;
    const [type = "", inverse = ""] = text.split(" ");
    this.#pairIds.set(text, this.#pairs.length);
    return this.#pairs.push({ type: this.#named(type), inverse: this.#named(inverse) }) - 1;
  }

  #named(name: string): RelationType {
    const known = this.#types.get(name);
    if (known) return known;
    const type = typeNamed(name);
    this.#types.set(name, type);
    return type;
  }

  #states(id: number, edges: readonly { readonly pair: number; readonly target: number }[]): boolean {
    let edge = this.#firstOut[id] ?? NONE;
    for (const { pair, target } of edges) {
      if (edge === NONE || this.#pair[edge] !== pair || this.#target[edge] !== target) return false;
      edge = this.#nextOut[edge] ?? NONE;
    }
    return edge === NONE;
  }

  #add(source: number, pair: number, target: number): void {
    const edge = this.#take();
    this.#source[edge] = source;
    this.#target[edge] = target;
    this.#pair[edge] = pair;
    this.#nextOut[edge] = this.#firstOut[source] ?? NONE;
    this.#firstOut[source] = edge;
    const head = this.#firstIn[target] ?? NONE;
    this.#nextIn[edge] = head;
    this.#previousIn[edge] = NONE;
    if (head !== NONE) this.#previousIn[head] = edge;
    this.#firstIn[target] = edge;
    this.#touch(target);
  }

  #take(): number {
    if (this.#free !== NONE) {
      const edge = this.#free;
      this.#free = this.#nextOut[edge] ?? NONE;
      return edge;
    }
    const edge = this.#edges++;
    this.#source = grown(this.#source, edge + 1, NONE);
    this.#target = grown(this.#target, edge + 1);
    this.#pair = grown(this.#pair, edge + 1);
    this.#nextOut = grown(this.#nextOut, edge + 1, NONE);
    this.#nextIn = grown(this.#nextIn, edge + 1, NONE);
    this.#previousIn = grown(this.#previousIn, edge + 1, NONE);
    return edge;
  }

  /** @returns the next edge out of the same ref */
  #remove(edge: number): number {
    const following = this.#nextOut[edge] ?? NONE;
    const [previous, next] = [this.#previousIn[edge] ?? NONE, this.#nextIn[edge] ?? NONE];
    const target = this.#target[edge] ?? 0;
    if (previous === NONE) this.#firstIn[target] = next;
    else this.#nextIn[previous] = next;
    if (next !== NONE) this.#previousIn[next] = previous;
    this.#touch(target);
    this.#source[edge] = NONE;
    this.#nextOut[edge] = this.#free;
    this.#free = edge;
    return following;
  }

  #touch(id: number): void {
    this.#changes[id] = (this.#changes[id] ?? 0) + 1;
  }
}

function typeNamed(name: string): RelationType {
  return { name, opening: `{"type":${JSON.stringify(name)},"targetRef":`, isPlain: PLAIN.test(name) };
}
