import type { CatalogSearch, ListRow, ShownColumn, Sort } from "@/lib/catalog";
import { catalogQuery } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { HoverCard } from "@/lib/ui/hover-card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { EntityLink, nameOfRef } from "../../_components/entity-link";
import { kindTitle } from "../../_components/kind-title";

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

/** Kinds that nobody owns in Backstage's model. */
const OWNERLESS = new Set(["user", "group", "location", "template"]);

type CatalogTableProps = {
  readonly slug: string;
  readonly search: CatalogSearch;
  readonly items: readonly ListRow[];
  /** declared for the one kind that is listed */
  readonly columns: readonly ShownColumn[];
};

export function CatalogTable({ slug, search, items, columns }: CatalogTableProps) {
  const sortHref = (sort: Sort) =>
    `/${slug}/catalog${catalogQuery({ ...search, sort, order: search.sort === sort && search.order === "asc" ? "desc" : "asc", page: 1 })}`;
  return (
    <Table caption="Entities of the catalog">
      <TableHead>
        <TableRow>
          {COLUMNS.map((column) => (
            <TableHeader
              key={column.sort}
              className={column.className}
              sortHref={sortHref(column.sort)}
              sorted={
                search.sort === column.sort
                  ? search.order === "asc"
                    ? "ascending"
                    : "descending"
                  : undefined
              }
            >
              {column.title}
            </TableHeader>
          ))}
          {columns.map((column) => (
            <TableHeader key={column.path} className="max-md:hidden">
              {column.title}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.ref}>
            <TableCell className="max-w-72 max-md:max-w-[calc(100vw-4rem)] 2xl:max-w-96">
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
                {item.description ? (
                  <p className="truncate pl-5.5 text-xs text-ink-muted">{item.description}</p>
                ) : null}
                {item.ownerRef === null ? null : (
                  <p className="truncate pl-5.5 text-xs text-ink-muted md:hidden">
                    {kindTitle(item.kind)} of {item.ownerTitle ?? nameOfRef(item.ownerRef)}
                  </p>
                )}
              </div>
            </TableCell>
            <TableCell muted className="whitespace-nowrap max-md:hidden">
              {kindTitle(item.kind)}
              {item.type ? <span className="text-ink-faint"> · {item.type}</span> : null}
            </TableCell>
            <TableCell className="max-w-56 max-md:hidden">
              <Owner slug={slug} item={item} />
            </TableCell>
            <TableCell className="max-md:hidden">
              {item.lifecycle ? <Badge tone={lifecycleTone(item.lifecycle)}>{item.lifecycle}</Badge> : null}
            </TableCell>
            <TableCell muted className="max-lg:hidden">
              <RelativeTime at={item.updatedAt} />
            </TableCell>
            {columns.map((column, at) => (
              <TableCell key={column.path} className="max-w-56 truncate max-md:hidden">
                {item.values[at]}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Owner({ slug, item }: { readonly slug: string; readonly item: ListRow }) {
  if (item.ownerRef === null) {
    return OWNERLESS.has(item.kind) ? null : <span className="text-xs text-ink-faint">No owner</span>;
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
