// Drawn in the browser too, from plain data: as drawn cells the page carried 324 kB of state instead of 125 (2026-11-26).
"use client";

import type { CatalogSearch, ListRow, ListSort, ShownColumn, Sort } from "@/lib/catalog";
import { catalogQuery, DEFAULT_NAMESPACE } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { HoverCard } from "@/lib/ui/hover-card";
import { KindName } from "@/lib/ui/own-kinds";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { EntityLink, nameOfRef } from "../../_components/entity-link";

const COLUMNS: readonly { readonly sort: Sort; readonly title: string; readonly className?: string }[] = [
  { sort: "name", title: "Name" },
  { sort: "kind", title: "Kind", className: "max-md:hidden" },
  { sort: "owner", title: "Owner", className: "max-md:hidden" },
  { sort: "lifecycle", title: "Lifecycle", className: "max-md:hidden" },
  { sort: "updated", title: "Changed", className: "max-lg:hidden" },
];

function lifecycleTone(lifecycle: string) {
  if (lifecycle === "production") return "ok" as const;
  return lifecycle === "deprecated" ? ("warn" as const) : ("neutral" as const);
}

type CatalogTableProps = {
  readonly slug: string;
  readonly search: CatalogSearch;
  readonly items: readonly ListRow[];
  readonly columns: readonly ShownColumn[];
  readonly sorted: ListSort;
  /** what no entity of this list can have */
  readonly empty: readonly Sort[];
};

export function CatalogTable({ slug, search, items, columns, sorted, empty }: CatalogTableProps) {
  const shown = COLUMNS.filter(({ sort }) => !empty.includes(sort));
  const [name, kind, ...others] = shown.map((column) => (
    <SortHeader key={column.sort} slug={slug} search={search} sorted={sorted} {...column} />
  ));
  const has = (sort: Sort) => shown.some((column) => column.sort === sort);
  return (
    <Table caption="Entities of the catalog">
      <TableHead>
        <TableRow>
          {name}
          {kind}
          {columns.map((column) => (
            <SortHeader
              key={column.path}
              slug={slug}
              search={search}
              sorted={sorted}
              sort={column.path}
              title={column.title}
              className="max-md:hidden"
            />
          ))}
          {others}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.ref}>
            <TableCell className="max-w-72 max-md:max-w-[calc(100vw-4rem)] 2xl:max-w-96">
              <NameCell slug={slug} item={item} columns={columns} />
            </TableCell>
            <TableCell muted className="whitespace-nowrap max-md:hidden">
              <KindName kind={item.kind} />
              {item.type ? <span className="text-ink-faint"> · {item.type}</span> : null}
            </TableCell>
            {columns.map((column, at) => (
              <TableCell key={column.path} className="max-w-56 truncate max-md:hidden">
                {item.values[at]}
              </TableCell>
            ))}
            {has("owner") ? (
              <TableCell className="max-w-56 max-md:hidden">
                <Owner slug={slug} item={item} />
              </TableCell>
            ) : null}
            {has("lifecycle") ? (
              <TableCell className="max-md:hidden">
                {item.lifecycle ? <Badge tone={lifecycleTone(item.lifecycle)}>{item.lifecycle}</Badge> : null}
              </TableCell>
            ) : null}
            <TableCell muted className="max-lg:hidden">
              <RelativeTime at={item.updatedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type SortHeaderProps = {
  readonly slug: string;
  readonly search: CatalogSearch;
  readonly sorted: ListSort;
  /** a column every list has, or the path of one that the kind declares */
  readonly sort: string;
  readonly title: string;
  readonly className?: string | undefined;
};

function SortHeader({ slug, search, sorted, sort, title, className }: SortHeaderProps) {
  const isSorted = sorted.by === sort;
  const order = isSorted && sorted.order === "asc" ? "desc" : "asc";
  return (
    <TableHeader
      className={className}
      sortHref={`/${slug}/catalog${catalogQuery({ ...search, sort, order, page: 1 })}`}
      sorted={isSorted ? (sorted.order === "asc" ? "ascending" : "descending") : undefined}
    >
      {title}
    </TableHeader>
  );
}

type NameCellProps = {
  readonly slug: string;
  readonly item: ListRow;
  readonly columns: readonly ShownColumn[];
};

/** The entity's name; on a phone also what the other columns say. */
function NameCell({ slug, item, columns }: NameCellProps) {
  const values = columns.flatMap(({ title }, at) => (item.values[at] ? [`${title} ${item.values[at]}`] : []));
  return (
    <div className="min-w-0">
      <span className="font-medium">
        <EntityLink
          slug={slug}
          entityRef={item.ref}
          title={item.title}
          kind={item.kind}
          type={item.type ?? undefined}
        />
      </span>
      {item.namespace === DEFAULT_NAMESPACE ? null : (
        <span className="ml-1.5 text-xs text-ink-faint">in {item.namespace}</span>
      )}
      {item.description ? <p className="truncate pl-5.5 text-xs text-ink-muted">{item.description}</p> : null}
      {item.ownerRef === null ? null : (
        <p className="truncate pl-5.5 text-xs text-ink-muted md:hidden">
          <KindName kind={item.kind} /> of {item.ownerTitle ?? nameOfRef(item.ownerRef)}
        </p>
      )}
      {values.length > 0 ? (
        <p className="truncate pl-5.5 text-xs text-ink-muted md:hidden">{values.join(" · ")}</p>
      ) : null}
    </div>
  );
}

function Owner({ slug, item }: { readonly slug: string; readonly item: ListRow }) {
  if (item.ownerRef === null) {
    return item.ownable ? <span className="text-xs text-ink-faint">No owner</span> : null;
  }
  const link = (
    <EntityLink
      slug={slug}
      entityRef={item.ownerRef}
      title={item.ownerTitle ?? undefined}
      kind={item.ownerRef.split(":")[0] ?? "group"}
    />
  );
  if (item.ownerTitle === null) return link;
  return (
    <HoverCard trigger={link}>
      <p className="font-medium">{item.ownerTitle}</p>
      <p className="font-mono text-xs text-ink-muted">{nameOfRef(item.ownerRef)}</p>
      <a
        className="text-xs text-accent-ink hover:underline"
        href={`/${slug}/catalog${catalogQuery({ owner: [item.ownerRef] })}`}
      >
        Everything {item.ownerTitle} owns
      </a>
    </HoverCard>
  );
}
