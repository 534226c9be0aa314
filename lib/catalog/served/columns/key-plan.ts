import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../../model/entity";
import { fold } from "../ask/predicate";

const VALUE_MAX = 200;
// Names of properties are few; where a catalog has endless ones, what was learned is forgotten now and then.
const LEARNED_MAX = 5_000;

/** Not part of the flattened keys: relations are known from elsewhere, the others are nobody's question (contract 7.2). */
const HIDDEN = new Set(["relations", "status", "attachments", "metadata.etag"]);

/** A place in an entity on the way to a wanted key. */
type Place = {
  readonly prefix: string;
  /** index of the key that ends here, or -1 */
  readonly wanted: number;
  /** some wanted key goes on from here */
  readonly deeper: boolean;
  readonly learned: Map<string, Place | undefined>;
};

export type Emit = (index: number, value: string | null) => void;

/**
 * Reads the values of some flattened keys out of entities (contract 7.2), walking only where a wanted key may lie.
 *
 * Positions in arrays are no part of a key; each text in an array also gives `key.text = true`. Dots inside property
 * names are letters like others. Null and values beyond 200 characters are emitted as null.
 */
export class KeyPlan {
  readonly #keys: readonly string[];
  readonly #root: Place;

  /** @param keys - lower case */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
    this.#root = { prefix: "", wanted: -1, deeper: keys.length > 0, learned: new Map() };
  }

  read(entity: JsonObject, emit: Emit): void {
    this.#readObject(entity, this.#root, emit);
  }

  #readObject(object: JsonObject, at: Place, emit: Emit): void {
    for (const name in object) {
      const place = this.#step(at, name);
      if (place) this.#readValue(object[name], place, emit);
    }
  }

  #readValue(value: Json | undefined, at: Place, emit: Emit): void {
    if (Array.isArray(value)) this.#readItems(value, at, emit);
    else if (isJsonObject(value)) {
      if (at.deeper) this.#readObject(value, at, emit);
    } else if (at.wanted >= 0) emit(at.wanted, textOf(value));
  }

  #readItems(items: readonly Json[], at: Place, emit: Emit): void {
    for (const item of items) {
      this.#readValue(item, at, emit);
      const flag = at.deeper && typeof item === "string" ? this.#step(at, item) : undefined;
      if (flag && flag.wanted >= 0) emit(flag.wanted, "true");
    }
  }

  #step(at: Place, name: string): Place | undefined {
    const known = at.learned.get(name);
    if (known !== undefined || at.learned.has(name)) return known;
    const prefix = at.prefix === "" ? fold(name) : `${at.prefix}.${fold(name)}`;
    const wanted = this.#keys.indexOf(prefix);
    const deeper = this.#keys.some((key) => key.startsWith(`${prefix}.`));
    const place =
      (wanted < 0 && !deeper) || HIDDEN.has(prefix)
        ? undefined
        : { prefix, wanted, deeper, learned: new Map() };
    if (at.learned.size >= LEARNED_MAX) at.learned.clear();
    at.learned.set(name, place);
    return place;
  }
}

function textOf(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  return fold(text).length > VALUE_MAX ? null : text;
}
