import { grown } from "./grown";

const NONE = -1;
/** Printable ASCII without quote and backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A relation as it is stored: `"<type> <inverse> <target ref>"`. */
type Pair = { readonly type: string; readonly inverse: string };

export type Neighbour = { readonly type: string; readonly ref: number };

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

  /** A ref as JSON. */
  refJson(id: number): string {
    const ref = this.refs[id] ?? "";
    return this.#odd.has(id) ? JSON.stringify(ref) : `"${ref}"`;
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
  ends(id: number): readonly (Pair & { readonly ref: number; readonly stated: boolean })[] {
    const found = new Map<string, Pair & { readonly ref: number; readonly stated: boolean }>();
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; edge = this.#nextOut[edge] ?? NONE) {
      const [type, ref] = [this.#typeOf(edge, "type"), this.#target[edge] ?? 0];
      found.set(`${type} ${ref}`, { type, inverse: this.#typeOf(edge, "inverse"), ref, stated: true });
    }
    for (let edge = this.#firstIn[id] ?? NONE; edge !== NONE; edge = this.#nextIn[edge] ?? NONE) {
      const [type, ref] = [this.#typeOf(edge, "inverse"), this.#source[edge] ?? 0];
      const key = `${type} ${ref}`;
      if (!found.has(key)) found.set(key, { type, inverse: this.#typeOf(edge, "type"), ref, stated: false });
    }
    return [...found.values()];
  }

  /** Refs that have a relation of a type (in lower case) to a ref. */
  relatedTo(id: number, type: string): readonly number[] {
    const found: number[] = [];
    for (let edge = this.#firstIn[id] ?? NONE; edge !== NONE; edge = this.#nextIn[edge] ?? NONE)
      if (this.#typeOf(edge, "type").toLowerCase() === type) found.push(this.#source[edge] ?? 0);
    for (let edge = this.#firstOut[id] ?? NONE; edge !== NONE; edge = this.#nextOut[edge] ?? NONE)
      if (this.#typeOf(edge, "inverse").toLowerCase() === type) found.push(this.#target[edge] ?? 0);
    return found;
  }

  /** Every relation of a type (in lower case), seen from the end that has it. */
  forEachOf(type: string, visit: (from: number, to: number) => void): void {
    const forth = this.#pairs.map((pair) => pair.type.toLowerCase() === type);
    const back = this.#pairs.map((pair) => pair.inverse.toLowerCase() === type);
    for (let edge = 0; edge < this.#edges; edge++) {
      const source = this.#source[edge] ?? NONE;
      if (source === NONE) continue;
      const [pair, target] = [this.#pair[edge] ?? 0, this.#target[edge] ?? 0];
      if (forth[pair]) visit(source, target);
      if (back[pair]) visit(target, source);
    }
  }

  #typeOf(edge: number, end: "type" | "inverse"): string {
    return this.#pairs[this.#pair[edge] ?? 0]?.[end] ?? "";
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
    return this.#pairs.push({ type, inverse }) - 1;
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
