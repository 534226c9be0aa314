import { AppError } from "@/lib/platform/errors";

/**
 * A condition on an entity's flattened keys (contract 7), as plain data: it can be a cache key or part of a cursor.
 *
 * Keys and values are lower case. `in` with several values means any of them; a null value exists and equals nothing.
 */
export type Predicate =
  | { readonly kind: "all"; readonly of: readonly Predicate[] }
  | { readonly kind: "any"; readonly of: readonly Predicate[] }
  | { readonly kind: "not"; readonly of: Predicate }
  | { readonly kind: "in"; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: "exists"; readonly key: string }
  | { readonly kind: "prefix"; readonly key: string; readonly prefix: string }
  /** the portal's own: all words, each a part of a word of its name, title, description, tags, owner, system or type */
  | { readonly kind: "words"; readonly words: readonly string[] };

/** Backstage compares keys and values in lower case; numbers and booleans by their text. */
export function fold(value: string | number | boolean): string {
  return String(value).toLowerCase();
}

/** `key` has one of these values. */
export function isIn(key: string, values: readonly string[]): Predicate {
  return { kind: "in", key: fold(key), values: values.map(fold) };
}

/**
 * Turns `filter=` parameters into a predicate: conditions of one parameter are ANDed, parameters are ORed, and a key
 * given twice within one parameter, in the same letters, is an OR of its values.
 *
 * @returns undefined when no parameter states a condition
 * @throws AppError invalid_input - for an empty parameter or a condition without a key
 */
export function parseFilters(filters: readonly string[]): Predicate | undefined {
  const parsed = filters.map(parseFilter).filter((predicate) => predicate !== undefined);
  return parsed.length > 1 ? { kind: "any", of: parsed } : parsed[0];
}

function parseFilter(filter: string): Predicate | undefined {
  if (filter === "") throw new AppError("invalid_input", "A filter must not be empty.");
  const wanted = new Map<string, string[]>();
  for (const condition of filter.split(",").map((part) => part.trim())) {
    if (condition === "") continue;
    const equals = condition.indexOf("=");
    const key = (equals < 0 ? condition : condition.slice(0, equals)).trim();
    if (key === "")
      throw new AppError("invalid_input", `The filter condition "${condition.slice(0, 100)}" has no key.`);
    const values = wanted.get(key) ?? [];
    wanted.set(key, values);
    if (equals >= 0) values.push(fold(condition.slice(equals + 1).trim()));
  }
  if (wanted.size === 0) return undefined;
  const all = [...wanted].map(
    ([key, values]): Predicate =>
      values.length === 0
        ? { kind: "exists", key: fold(key) }
        : { kind: "in", key: fold(key), values: [...new Set(values)] },
  );
  return all.length === 1 ? all[0] : { kind: "all", of: all };
}
