import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../../model/entity";
import { fold } from "../ask/predicate";
import type { Follower } from "../follower";
import { type Bits, hasBit, makeBits, setBit } from "./bits";

// At 100,000 different keys one unknown key in 25 is taken for a known one.
const SIZE = 1 << 20;
const START = 0x811c9dc5;
const LEARNED_MAX = 5_000;

/** A part of a key: what its letters hash to so far. */
type Stem = { readonly hash: number; readonly learned: Map<string, Stem> };

/**
 * Which flattened keys some entity has or had: never wrong about those, and seldom about others. It keeps questions about
 * keys that nobody has from reading the whole catalog.
 */
export class KeySet implements Follower {
  readonly #bits: Bits = makeBits(SIZE);
  readonly #root: Stem = { hash: START, learned: new Map() };

  get sizeBytes(): number {
    return this.#bits.byteLength;
  }

  /** @param key - lower case */
  has(key: string): boolean {
    const hash = hashOn(START, key);
    return hasBit(this.#bits, hash & (SIZE - 1)) && hasBit(this.#bits, other(hash));
  }

  take(_: number, __: unknown, entity: JsonObject): void {
    this.#addObject(entity, this.#root, "");
  }

  #addObject(object: JsonObject, at: Stem, separator: string): void {
    for (const name in object) this.#addValue(object[name], this.#step(at, separator, name));
  }

  #addValue(value: Json | undefined, at: Stem): void {
    if (Array.isArray(value))
      for (const item of value as readonly Json[]) {
        this.#addValue(item, at);
        if (typeof item === "string") this.#add(hashOn(at.hash, `.${fold(item)}`));
      }
    else if (isJsonObject(value)) this.#addObject(value, at, ".");
    else this.#add(at.hash);
  }

  #step(at: Stem, separator: string, name: string): Stem {
    const known = at.learned.get(name);
    if (known) return known;
    const stem: Stem = { hash: hashOn(at.hash, separator + fold(name)), learned: new Map() };
    if (at.learned.size >= LEARNED_MAX) at.learned.clear();
    at.learned.set(name, stem);
    return stem;
  }

  #add(hash: number): void {
    setBit(this.#bits, hash & (SIZE - 1));
    setBit(this.#bits, other(hash));
  }
}

/** FNV-1a, which can go on from where the part before left off. */
function hashOn(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193);
  return mixed;
}

function other(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 11) & (SIZE - 1);
}
