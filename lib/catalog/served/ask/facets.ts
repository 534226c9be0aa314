import type { CatalogIndex } from "../catalog-index";
import { countBits, keepCommon, makeBits } from "../columns/bits";
import { NULL_CODE } from "../columns/dictionary";
import type { FacetValue } from "../served-catalog";
import { answerOnce } from "./answers";
import { evaluateOnce, tagOf } from "./evaluate";
import { fold, type Predicate } from "./predicate";

/** Values of some keys among the entities of a filter. The columns must be there. */
export function facets(
  index: CatalogIndex,
  keys: readonly string[],
  where: Predicate | undefined,
): Readonly<Record<string, readonly FacetValue[]>> {
  const filter = JSON.stringify(where);
  return Object.fromEntries(
    keys.map((key) => [
      key,
      answerOnce(index, `facet ${JSON.stringify(fold(key))} ${filter}`, () => facet(index, fold(key), where)),
    ]),
  );
}

function facet(index: CatalogIndex, key: string, where: Predicate | undefined): readonly FacetValue[] {
  const matches = evaluateOnce(index, where);
  const tag = tagOf(key);
  if (tag !== undefined) {
    const tagged = makeBits(index.capacity);
    index.column("metadata.tags")?.addEqual(tag, tagged);
    keepCommon(tagged, matches);
    const count = countBits(tagged);
    return count > 0 ? [{ value: "true", count }] : [];
  }
  const column = index.column(key);
  if (!column) return [];
  const values: FacetValue[] = [];
  column.count(matches).forEach((count, code) => {
    if (count > 0 && code !== NULL_CODE)
      values.push({ value: column.dictionary.originals[code] ?? "", count });
  });
  return values.sort((a, b) => (a.value < b.value ? -1 : 1));
}
