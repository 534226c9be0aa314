import type { TenantSql } from "@/lib/platform/db";
import { type CatalogSearch, FACETS, type Facet, NONE, PAGE_SIZE, type Sort } from "../query/catalog-search";

export type ListRow = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly type: string | null;
  readonly lifecycle: string | null;
  readonly ownerRef: string | null;
  readonly ownerTitle: string | null;
  readonly systemRef: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly updatedAt: Date;
};

export type FacetCount = {
  readonly facet: Facet;
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
};

const COLUMN: Readonly<Record<Exclude<Facet, "tag">, string>> = {
  kind: "e.kind",
  type: "e.type",
  owner: "e.owner_ref",
  lifecycle: "e.lifecycle",
  language: "e.language",
};

const SORT_BY: Readonly<Record<Sort, string>> = {
  name: "lower(e.title)",
  kind: "e.kind",
  type: "e.type",
  owner: "coalesce(o.title, e.owner_ref)",
  lifecycle: "e.lifecycle",
  updated: "e.updated_at",
};

type Where = { readonly text: string; readonly values: unknown[] };

/** Conditions of a list state, without those of one facet when that facet's own counts are wanted. */
function whereOf(tenantId: string, search: CatalogSearch, without?: Facet): Where {
  const values: unknown[] = [tenantId];
  const parts = ["e.tenant_id = $1::uuid", "e.orphaned_at IS NULL"];
  const bind = (value: unknown) => `$${values.push(value)}`;
  for (const word of search.q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    // % and _ in what somebody typed are letters, not wildcards.
    parts.push(`lower(e.served) LIKE ${bind(`%${word.replace(/[\\%_]/g, "\\$&")}%`)}`);
  }
  for (const facet of FACETS) {
    const chosen = search[facet];
    if (facet === without || chosen.length === 0) continue;
    const some = chosen.filter((value) => value !== NONE);
    const none = chosen.includes(NONE);
    if (facet === "tag") {
      parts.push(`(e.tags && ${bind(some)}::text[]${none ? " OR cardinality(e.tags) = 0" : ""})`);
    } else {
      parts.push(
        `(${COLUMN[facet]} = ANY(${bind(some)}::text[])${none ? ` OR ${COLUMN[facet]} IS NULL` : ""})`,
      );
    }
  }
  return { text: parts.join(" AND "), values };
}

export async function listRows(db: TenantSql, search: CatalogSearch): Promise<ListRow[]> {
  const where = whereOf(db.tenantId, search);
  const direction = search.order === "desc" ? "DESC" : "ASC";
  return db.sql<ListRow>(
    `SELECT e.ref, e.kind, e.namespace, coalesce(e.served::jsonb->'metadata'->>'name', e.name) AS name, e.title,
       e.served::jsonb->'metadata'->>'description' AS description, e.type, e.lifecycle, e.owner_ref AS "ownerRef", o.title AS "ownerTitle",
       e.system_ref AS "systemRef", e.language, e.tags, e.updated_at AS "updatedAt"
     FROM entity e LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref AND o.orphaned_at IS NULL
     WHERE ${where.text}
     ORDER BY ${SORT_BY[search.sort]} ${direction} NULLS LAST, lower(e.title), e.ref
     LIMIT ${PAGE_SIZE} OFFSET ${(search.page - 1) * PAGE_SIZE}`,
    where.values,
  );
}

export async function countRows(db: TenantSql, search: CatalogSearch): Promise<number> {
  const where = whereOf(db.tenantId, search);
  const rows = await db.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM entity e WHERE ${where.text}`,
    where.values,
  );
  return rows[0]?.count ?? 0;
}

/** Values of one facet with exact counts under all other filters, most frequent first; chosen values are always among them. */
export async function countFacet(db: TenantSql, search: CatalogSearch, facet: Facet): Promise<FacetCount[]> {
  const where = whereOf(db.tenantId, search, facet);
  const value = facet === "tag" ? "tag" : COLUMN[facet];
  const from = facet === "tag" ? "entity e CROSS JOIN LATERAL unnest(e.tags) AS tag" : "entity e";
  const label =
    facet === "owner"
      ? "min((SELECT o.title FROM entity o WHERE o.tenant_id = e.tenant_id AND o.ref = e.owner_ref AND o.orphaned_at IS NULL))"
      : "NULL";
  return db.sql<FacetCount>(
    `SELECT '${facet}' AS facet, coalesce(${value}, '${NONE}') AS value, ${label} AS label, count(*)::int AS count
     FROM ${from} WHERE ${where.text} GROUP BY 2 ORDER BY 4 DESC, 2 LIMIT 500`,
    where.values,
  );
}
