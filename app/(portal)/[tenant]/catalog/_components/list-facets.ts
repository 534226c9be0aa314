import type { CatalogPage, CatalogSearch, Facet, FacetCount, Sort } from "@/lib/catalog";
import { FACETS, isStandingSort, NONE } from "@/lib/catalog/client";
import type { KindWords } from "@/lib/ui/kind-words";
import { nameOfRef } from "../../_components/entity-link";

const TITLES: Readonly<Record<Facet, string>> = {
  kind: "Kind",
  type: "Type",
  owner: "Owner",
  lifecycle: "Lifecycle",
  language: "Language",
  tag: "Tag",
};

/** One facet of the list with what is chosen of it, whether every list has it or a kind declares it. Plain data: it goes to the browser. */
export type ListFacet = {
  readonly name: string;
  readonly title: string;
  readonly values: readonly FacetChoice[];
};

export type FacetChoice = {
  readonly value: string;
  readonly text: string;
  readonly count: number;
  readonly selected: boolean;
};

// Filters know no case, and of several writings of a value the most frequent one is shown.
const isSame = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();

function switched(chosen: readonly string[], value: string): string[] {
  const others = chosen.filter((other) => !isSame(value)(other));
  return others.length < chosen.length ? others : [...chosen, value];
}

/** The list's state with one value of a facet switched, from page one. */
export function withSwitched(search: CatalogSearch, name: string, value: string): CatalogSearch {
  const facet = FACETS.find((one) => one === name);
  if (facet === undefined) {
    const fields = { ...search.fields, [name]: switched(search.fields[name] ?? [], value) };
    return { ...search, fields, page: 1 };
  }
  const next = { ...search, [facet]: switched(search[facet], value), page: 1 };
  // Fields and columns are those of a kind; with another choice of kinds they mean nothing.
  if (facet !== "kind") return next;
  return isStandingSort(search.sort)
    ? { ...next, fields: {} }
    : { ...next, fields: {}, sort: "name", order: "asc" };
}

/** How a facet's value reads: kinds by their names, references by title or name, nothing as "None". */
function textOf({ facet, value, label }: FacetCount, words: KindWords): string {
  if (value === NONE) return facet === "owner" ? "No owner" : "None";
  if (label) return label;
  if (facet === "kind") return words.title(value);
  return facet === "owner" || facet.startsWith("relations.") ? nameOfRef(value) : value;
}

/** The facets of a page, each with its counted values and those that are chosen and not among them. */
export function facetsOf(page: CatalogPage, search: CatalogSearch, words: KindWords): readonly ListFacet[] {
  const facet = (
    { name, title }: Pick<ListFacet, "name" | "title">,
    counted: readonly FacetCount[],
    chosen: readonly string[],
  ): ListFacet => {
    const missing = chosen.filter((value) => !counted.some((row) => isSame(row.value)(value)));
    const rows = [...counted, ...missing.map((value) => ({ facet: name, value, label: null, count: 0 }))];
    const values = rows
      .map((row) => ({
        value: row.value,
        text: textOf(row, words),
        count: row.count,
        selected: chosen.some(isSame(row.value)),
      }))
      .sort((a, b) => Number(b.selected) - Number(a.selected));
    return { name, title, values };
  };
  const standing = FACETS.map((name) =>
    facet({ name, title: TITLES[name] }, page.facets[name], search[name]),
  );
  const declared = page.fields.map(({ key, title, values }) =>
    facet({ name: key, title }, values, search.fields[key] ?? []),
  );
  const [kind, ...others] = standing;
  return kind ? [kind, ...declared, ...others] : declared;
}

/** A list of one kind has no column in which that kind can say nothing. */
export function emptyColumns({ kind }: CatalogSearch, { facets }: CatalogPage): readonly Sort[] {
  if (kind.length !== 1) return [];
  const says = (column: "owner" | "lifecycle") =>
    facets[column].some(({ value }) => value !== NONE || column === "owner");
  return (["owner", "lifecycle"] as const).filter((column) => !says(column));
}
