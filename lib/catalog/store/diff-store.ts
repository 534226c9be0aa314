import type { TenantSql } from "@/lib/platform/db";
import type { FieldChange } from "../model/fields";
import { ownerThen } from "./as-of-store";
import { type ChangeKind, entityOf } from "./history-store";

export type DiffFilter = {
  readonly kind: string | undefined;
  /** canonical ref of the owner at the end */
  readonly owner: string | undefined;
};

// A net change of one entity: created and removed in between is none, and neither is a field that came back to what it was.
const NET = `WITH ends AS (
    SELECT uid, min(version) AS first, max(version) AS last, count(*) AS steps, (array_agg(change ORDER BY version))[1] AS first_change,
      (array_agg(change ORDER BY version DESC))[1] AS last_change, (array_agg(ref ORDER BY version DESC))[1] AS ref
    FROM entity_revision WHERE tenant_id = $1::uuid AND at > $2 AND at <= $3 GROUP BY uid
  ), classified AS (
    SELECT uid, ref, first, last, steps, split_part(ref, ':', 1) AS kind, CASE WHEN first_change IN ('created', 'restored') THEN CASE WHEN last_change = 'removed' THEN 'none' ELSE first_change END
      WHEN last_change = 'removed' THEN 'removed' ELSE 'changed' END AS change FROM ends
  ), net AS (
    SELECT * FROM classified c WHERE change <> 'none' AND ($4::text IS NULL OR kind = $4)
      AND ($5::text IS NULL OR ${ownerThen("c.uid", "c.ref", "$3::timestamptz")} = $5)
      AND (change <> 'changed' OR steps = 1 OR EXISTS (SELECT 1 FROM (
        SELECT (array_agg(d->'before' ORDER BY r.version))[1] AS before, (array_agg(d->'after' ORDER BY r.version DESC))[1] AS after
        FROM entity_revision r CROSS JOIN LATERAL jsonb_array_elements(r.diff) d
        WHERE r.tenant_id = $1::uuid AND r.uid = c.uid AND r.version BETWEEN c.first AND c.last GROUP BY d->>'path') f WHERE f.before IS DISTINCT FROM f.after))
  )`;

export async function countNetChanges(
  db: TenantSql,
  from: Date,
  to: Date,
  filter: DiffFilter,
): Promise<{ change: ChangeKind; kind: string; count: number }[]> {
  return db.sql(
    `${NET} SELECT change, kind, count(*)::int AS count FROM net GROUP BY change, kind ORDER BY count DESC, kind`,
    [db.tenantId, from, to, filter.kind ?? null, filter.owner ?? null],
  );
}

export type NetRow = {
  readonly uid: string;
  /** at the end */
  readonly ref: string;
  readonly title: string;
  readonly change: ChangeKind;
  /** of each step, oldest first */
  readonly diffs: readonly (readonly FieldChange[])[];
};

/** Entities that differ between two moments, in order of their refs. */
export async function listNetRows(
  db: TenantSql,
  from: Date,
  to: Date,
  filter: DiffFilter & { readonly change: ChangeKind | undefined },
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<NetRow[]> {
  return db.sql<NetRow>(
    `${NET}, page AS (SELECT * FROM net WHERE ($6::text IS NULL OR change = $6) AND ($7::text IS NULL OR ref > $7 COLLATE "C") ORDER BY ref COLLATE "C" LIMIT $8::int)
     SELECT page.uid::text, page.ref, e.title, page.change,
       (SELECT jsonb_agg(r.diff ORDER BY r.version) FROM entity_revision r WHERE r.tenant_id = $1::uuid AND r.uid = page.uid AND r.version BETWEEN page.first AND page.last) AS diffs
     FROM page CROSS JOIN ${entityOf("page.uid")} ORDER BY page.ref COLLATE "C"`,
    [
      db.tenantId,
      from,
      to,
      filter.kind ?? null,
      filter.owner ?? null,
      filter.change ?? null,
      page.after ?? null,
      page.limit,
    ],
  );
}
