import type { CatalogPage, CatalogSearch, Facet } from "@/lib/catalog";
import { catalogQuery, FACETS, NONE } from "@/lib/catalog/client";
import { FacetList } from "@/lib/ui/facet-list";
import { FilterColumn } from "@/lib/ui/filter-column";
import { KindDot } from "@/lib/ui/kind-icon";
import { nameOfRef } from "../../_components/entity-link";
import { kindTitle } from "../../_components/kind-title";

export const FACET_TITLES: Readonly<Record<Facet, string>> = {
  kind: "Kind",
  type: "Type",
  owner: "Owner",
  lifecycle: "Lifecycle",
  language: "Language",
  tag: "Tag",
};

/** How a facet's value reads: kinds by their title, owners by name, nothing as "None". */
export function facetValueLabel(facet: Facet, value: string, label?: string | null): string {
  if (value === NONE) return facet === "owner" ? "No owner" : "None";
  if (label) return label;
  if (facet === "kind") return kindTitle(value);
  return facet === "owner" ? nameOfRef(value) : value;
}

/** The list state with one value of one facet switched, from page one. */
export function toggled(search: CatalogSearch, facet: Facet, value: string): CatalogSearch {
  const chosen = search[facet].includes(value)
    ? search[facet].filter((other) => other !== value)
    : [...search[facet], value];
  return { ...search, [facet]: chosen, page: 1 };
}

export function CatalogFilters({
  slug,
  search,
  facets,
}: {
  readonly slug: string;
  readonly search: CatalogSearch;
  readonly facets: CatalogPage["facets"];
}) {
  const active = FACETS.reduce((sum, facet) => sum + search[facet].length, 0);
  return (
    <FilterColumn active={active}>
      {FACETS.map((facet) => {
        const counted = facets[facet];
        const missing = search[facet].filter((value) => !counted.some((row) => row.value === value));
        const rows = [...counted, ...missing.map((value) => ({ facet, value, label: null, count: 0 }))];
        const values = rows
          .map((row) => ({
            value: row.value,
            label: facetValueLabel(facet, row.value, row.label),
            count: row.count,
            selected: search[facet].includes(row.value),
            href: `/${slug}/catalog${catalogQuery(toggled(search, facet, row.value))}`,
            ...(facet === "kind" ? { icon: <KindDot kind={row.value} /> } : {}),
          }))
          .sort((a, b) => Number(b.selected) - Number(a.selected));
        return values.length === 0 ? null : (
          <FacetList
            key={facet}
            label={FACET_TITLES[facet]}
            values={values}
            defaultOpen={facet !== "tag" || search.tag.length > 0}
          />
        );
      })}
    </FilterColumn>
  );
}
