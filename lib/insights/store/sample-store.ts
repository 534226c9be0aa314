import type { TenantSql } from "@/lib/platform/db";

export type SampleRow = { readonly day: string; readonly live: number; readonly owned: number };

/** The last value of a day counts. Teams that are gone since leave the day. */
export async function writeSamples(
  db: TenantSql,
  samples: readonly { readonly team: string; readonly live: number; readonly owned: number }[],
): Promise<void> {
  await db.sql(
    `WITH gone AS (DELETE FROM completeness_sample WHERE tenant_id = $1::uuid AND day = current_date
       AND team NOT IN (SELECT s->>'team' FROM jsonb_array_elements($2::text::jsonb) AS s))
     INSERT INTO completeness_sample (tenant_id, day, team, live, owned)
     SELECT $1::uuid, current_date, s.team, s.live, s.owned FROM jsonb_to_recordset($2::text::jsonb) AS s(team text, live int, owned int)
     ON CONFLICT (tenant_id, day, team) DO UPDATE SET live = excluded.live, owned = excluded.owned`,
    [db.tenantId, JSON.stringify(samples)],
  );
}

/** Samples of the whole tenant ("*") or of one team, oldest first. */
export async function listSamples(db: TenantSql, team: string, days: number): Promise<SampleRow[]> {
  return db.sql<SampleRow>(
    `SELECT day::text, live, owned FROM completeness_sample
     WHERE tenant_id = $1::uuid AND team = $2 AND day > current_date - $3::int ORDER BY day`,
    [db.tenantId, team, days],
  );
}
