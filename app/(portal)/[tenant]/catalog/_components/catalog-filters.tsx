import type { CatalogPage, CatalogSearch, Facet, FacetCount } from "@/lib/catalog";
import { catalogQuery, FACETS, NONE } from "@/lib/catalog/client";
import { FacetList } from "@/lib/ui/facet-list";
import { FilterColumn } from "@/lib/ui/filter-column";
import { KindDot } from "@/lib/ui/kind-icon";
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

/** One facet of the list with what is chosen of it, whether every list has it or a kind declares it. */
export type ListFacet = {
  readonly name: string;
  readonly title: string;
  readonly values: readonly (FacetCount & { readonly text: string; readonly selected: boolean })[];
  /** the list's state with one value switched, from page one */
  readonly toggled: (value: string) => CatalogSearch;
};

// Filters know no case, and of several writings of a value the most frequent one is shown.
const isSame = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();

function switched(chosen: readonly string[], value: string): string[] {
  const others = chosen.filter((other) => !isSame(value)(other));
  return others.length < chosen.length ? others : [...chosen, value];
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
    toggled: ListFacet["toggled"],
  ): ListFacet => {
    const missing = chosen.filter((value) => !counted.some((row) => isSame(row.value)(value)));
    const rows = [...counted, ...missing.map((value) => ({ facet: name, value, label: null, count: 0 }))];
    const values = rows
      .map((row) => ({ ...row, text: textOf(row, words), selected: chosen.some(isSame(row.value)) }))
      .sort((a, b) => Number(b.selected) - Number(a.selected));
    return { name, title, values, toggled };
  };
  const standing = FACETS.map((name) =>
    facet({ name, title: TITLES[name] }, page.facets[name], search[name], (value) => ({
      ...search,
      [name]: switched(search[name], value),
      // Fields are those of a kind; with another choice of kinds they mean nothing.
      ...(name === "kind" ? { fields: {} } : {}),
      page: 1,
    })),
  );
  const declared = page.fields.map(({ key, title, values }) =>
    facet({ name: key, title }, values, search.fields[key] ?? [], (value) => ({
      ...search,
      fields: { ...search.fields, [key]: switched(search.fields[key] ?? [], value) },
      page: 1,
    })),
  );
  const [kind, ...others] = standing;
  return kind ? [kind, ...declared, ...others] : declared;
}

/** Worth showing: a choice among values. That nothing has any is none, except that nobody is an owner. */
function isUseful({ name, values }: ListFacet): boolean {
  return values.some(({ value, selected }) => selected || value !== NONE || name === "owner");
}

export function CatalogFilters({
  slug,
  facets,
}: {
  readonly slug: string;
  readonly facets: readonly ListFacet[];
}) {
  const active = facets.reduce(
    (sum, { values }) => sum + values.filter(({ selected }) => selected).length,
    0,
  );
  return (
    <FilterColumn active={active}>
      {facets.filter(isUseful).map(({ name, title, values, toggled }) => (
        <FacetList
          key={name}
          label={title}
          values={values.map(({ value, text, count, selected }) => ({
            value,
            label: text,
            count,
            selected,
            href: `/${slug}/catalog${catalogQuery(toggled(value))}`,
            ...(name === "kind" ? { icon: <KindDot kind={value} /> } : {}),
          }))}
          defaultOpen={name !== "tag" || values.some(({ selected }) => selected)}
        />
      ))}
    </FilterColumn>
  );
}
