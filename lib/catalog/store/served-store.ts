import { readTenantSql, type Scope, type TenantSql } from "@/lib/platform/db";
import { eachKey } from "./each-key";
import { wordArray } from "./storable-json";

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

/** The number of the catalog's last change; 0 before the first. */
export async function readVersion(scope: Scope): Promise<number> {
  const [row] = await readTenantSql<{ readonly version: number }>(
    scope,
    (tenantId) =>
      `SELECT version::float8 AS version FROM catalog_state WHERE tenant_id = '${tenantId}'::uuid`,
  );
  return row?.version ?? 0;
}

/** Rows that changed after a version; undefined when there are more than asked for. */
export async function listChanges(
  db: TenantSql,
  since: number,
  limit: number,
): Promise<readonly ServedChange[] | undefined> {
  const rows = await db.sql<ServedChange>(
    `SELECT ${CHANGE} FROM entity e WHERE e.tenant_id = $1::uuid AND e.seq > $2::bigint LIMIT $3::int`,
    [db.tenantId, since, limit + 1],
  );
  return rows.length > limit ? undefined : rows;
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

export type ServedText = {
  /** which of the uids asked for, from 1 */
  readonly nth: number;
  readonly seq: number;
  /** of the text, and in it */
  readonly etag: string;
  readonly status: string | null;
  readonly served: string;
};

/** Served texts of these uids; a row that is gone is missing. */
export async function listServedTexts(
  db: TenantSql,
  uids: readonly string[],
): Promise<readonly ServedText[]> {
  return db.sql<ServedText>(
    eachKey(
      "$2::uuid[]",
      "SELECT nth::int, seq::float8 AS seq, etag, status, served FROM entity WHERE tenant_id = $1::uuid AND uid = key",
    ),
    [db.tenantId, wordArray(uids)],
  );
}
