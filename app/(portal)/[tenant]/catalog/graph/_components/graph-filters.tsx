import type { GraphView } from "@/lib/catalog";
import { type GraphSearch, graphQuery } from "@/lib/catalog/client";
import { FacetList } from "@/lib/ui/facet-list";
import { FilterColumn } from "@/lib/ui/filter-column";
import { KindDot } from "@/lib/ui/kind-icon";
import type { KindWords } from "@/lib/ui/kind-words";
import { relationWords } from "../../../_components/relation-words";

type GraphFiltersProps = {
  readonly base: string;
  readonly search: GraphSearch;
  readonly graph: Pick<GraphView, "kinds" | "relations">;
  readonly words: KindWords;
};

const FILTERS = ["kind", "relation"] as const;

/** Which kinds and relations the graph goes along; counts are those of the unfiltered graph. */
export function GraphFilters({ base, search, graph, words }: GraphFiltersProps) {
  const values = { kind: graph.kinds, relation: graph.relations };
  return (
    <FilterColumn active={search.kind.length + search.relation.length}>
      {FILTERS.map((filter) => {
        const chosen = search[filter];
        const missing = chosen.filter((value) => !values[filter].some((row) => row.value === value));
        const rows = [...values[filter], ...missing.map((value) => ({ value, count: 0 }))];
        return rows.length === 0 ? null : (
          <FacetList
            key={filter}
            label={filter === "kind" ? "Kinds" : "Relations"}
            values={rows.map(({ value, count }) => {
              const selected = chosen.includes(value);
              const next = selected ? chosen.filter((other) => other !== value) : [...chosen, value];
              return {
                value,
                count,
                selected,
                label: filter === "kind" ? words.plural(value) : relationWords(value),
                href: `${base}${graphQuery({ ...search, [filter]: next })}`,
                ...(filter === "kind" ? { icon: <KindDot kind={value} /> } : {}),
              };
            })}
          />
        );
      })}
    </FilterColumn>
  );
}
