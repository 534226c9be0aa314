// In the browser too, for the reason that stands in catalog-table.tsx.
"use client";

import type { CatalogSearch } from "@/lib/catalog";
import { catalogQuery, NONE } from "@/lib/catalog/client";
import { FacetList } from "@/lib/ui/facet-list";
import { FilterColumn } from "@/lib/ui/filter-column";
import { KindDot } from "@/lib/ui/kind-icon";
import { type FacetChoice, type ListFacet, withSwitched } from "./list-facets";

/** Worth showing: a choice among values. That nothing has any is none, except that nobody is an owner. */
function isUseful({ name, values }: ListFacet): boolean {
  return values.some(({ value, selected }) => selected || value !== NONE || name === "owner");
}

type CatalogFiltersProps = {
  readonly slug: string;
  readonly search: CatalogSearch;
  readonly facets: readonly ListFacet[];
};

export function CatalogFilters({ slug, search, facets }: CatalogFiltersProps) {
  const active = facets.reduce(
    (sum, { values }) => sum + values.filter(({ selected }) => selected).length,
    0,
  );
  const row = (name: string, { value, text, count, selected }: FacetChoice) => ({
    ...{ value, label: text, count, selected },
    // Worked out when it is drawn: of five hundred values eight are.
    get href() {
      return `/${slug}/catalog${catalogQuery(withSwitched(search, name, value))}`;
    },
    ...(name === "kind" ? { icon: <KindDot kind={value} /> } : {}),
  });
  return (
    <FilterColumn active={active}>
      {facets.filter(isUseful).map(({ name, title, values }) => (
        <FacetList
          key={name}
          label={title}
          values={values.map((value) => row(name, value))}
          defaultOpen={name !== "tag" || values.some(({ selected }) => selected)}
        />
      ))}
    </FilterColumn>
  );
}
