import type { TenantSql } from "@/lib/platform/db";

/** An entity's row as the served index reads it. */
export type ServedChange = {
  readonly uid: string;
  readonly ref: string;
  readonly seq: number;
  readonly orphaned: boolean;
  readonly title: string;
  readonly ownerRef: string | null;
  readonly systemRef: string | null;
  /** milliseconds */
  readonly updatedAt: number;
  /** one a line */
  readonly relations: string;
  readonly served: string;
};

// Times and lists as plain numbers and texts: the driver's parsers for dates and arrays cost more than the rest of a row.
const CHANGE = `e.uid::text, e.ref, e.seq::float8 AS seq, e.orphaned_at IS NOT NULL AS orphaned, e.title, e.owner_ref AS "ownerRef", e.system_ref AS "systemRef",
  (extract(epoch FROM e.updated_at) * 1000)::float8 AS "updatedAt", array_to_string(e.relations, chr(10)) AS relations, e.served`;

export type CatalogChanges = {
  readonly version: number;
  /** rows that changed since; undefined when there are more than asked for */
  readonly changes: readonly ServedChange[] | undefined;
};

/** The catalog's version and, in the same moment, what changed after another one. */
export async function readChanges(db: TenantSql, since: number, limit: number): Promise<CatalogChanges> {
  const rows = await db.sql<ServedChange & { readonly version: number }>(
    `SELECT s.version::float8 AS version, ${CHANGE} FROM catalog_state s LEFT JOIN entity e ON e.tenant_id = s.tenant_id AND e.seq > $2::bigint
     WHERE s.tenant_id = $1::uuid AND s.version > $2::bigint LIMIT $3::int`,
    [db.tenantId, since, limit + 1],
  );
  const version = rows[0]?.version ?? since;
  if (rows.length > limit) return { version, changes: undefined };
  return { version, changes: rows.filter((row) => row.uid !== null) };
}

/** Every row that changed after a version, page by page from one snapshot; the next page is read while one is worked on. */
export async function streamChanges(
  db: TenantSql,
  since: number,
  pageSize: number,
  visit: (changes: readonly ServedChange[]) => Promise<void>,
): Promise<void> {
  await db.sql(
    `DECLARE served_changes NO SCROLL CURSOR FOR SELECT ${CHANGE} FROM entity e WHERE e.tenant_id = '${db.tenantId}'::uuid AND e.seq > ${Math.trunc(since)}`,
  );
  const fetchPage = () => db.sql<ServedChange>(`FETCH ${Math.trunc(pageSize)} FROM served_changes`);
  let coming = fetchPage();
  for (;;) {
    const page = await coming;
    if (page.length === 0) break;
    coming = fetchPage();
    await visit(page);
  }
  await db.sql("CLOSE served_changes");
}

/** Served texts by uid; a row that is gone is missing. */
export async function listServedTexts(
  db: TenantSql,
  uids: readonly string[],
): Promise<readonly { readonly uid: string; readonly seq: number; readonly served: string }[]> {
  return db.sql(
    "SELECT uid::text, seq::float8 AS seq, served FROM entity WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[])",
    [db.tenantId, [...uids]],
  );
}
