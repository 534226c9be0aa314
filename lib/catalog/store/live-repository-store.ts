import type { TenantSql } from "@/lib/platform/db";

export type LiveRepositoryRow = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly verdict: string;
  readonly message: string | null;
  readonly fix: string | null;
  /** of components it speaks of, served or not */
  readonly componentRefs: readonly string[];
};

/** Repositories somebody works on: not archived, no fork, still on GitHub. */
export async function listLiveRepositoryRows(db: TenantSql): Promise<LiveRepositoryRow[]> {
  return db.sql<LiveRepositoryRow>(
    `SELECT r.id::text, r.owner || '/' || r.name AS name, r.url, r.verdict, r.message, r.fix, coalesce(f.refs, '{}') AS "componentRefs"
     FROM repository r LEFT JOIN (
       SELECT repository_id, array_agg(DISTINCT entity_ref ORDER BY entity_ref) AS refs FROM fragment
       WHERE tenant_id = $1::uuid AND repository_id IS NOT NULL AND starts_with(entity_ref, 'component:') GROUP BY repository_id
     ) f ON f.repository_id = r.id
     WHERE r.tenant_id = $1::uuid AND NOT r.archived AND NOT r.fork AND r.missing_since IS NULL
     ORDER BY lower(r.name), r.id`,
    [db.tenantId],
  );
}

export type OwnerHintsRow = {
  readonly id: string;
  readonly codeOwners: readonly { readonly path: string; readonly text: string | null }[] | null;
  readonly contributors:
    | readonly {
        readonly login?: string;
        readonly name: string;
        readonly email?: string;
        readonly commits: number;
      }[]
    | null;
  readonly teams: readonly { readonly teamSlug: string; readonly permission: string }[] | null;
};

/** What snapshots say of owners; the files in them are large, so only CODEOWNERS is read. */
export async function listOwnerHints(db: TenantSql, ids: readonly string[]): Promise<OwnerHintsRow[]> {
  return db.sql<OwnerHintsRow>(
    `SELECT r.id::text, r.snapshot->'contributors' AS contributors, r.access->'teams' AS teams,
       (SELECT jsonb_agg(jsonb_build_object('path', f->>'path', 'text', f->>'text'))
        FROM jsonb_array_elements(coalesce(r.snapshot->'files', '[]')) AS f
        WHERE f->>'path' IN ('.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS')) AS "codeOwners"
     FROM repository r WHERE r.tenant_id = $1::uuid AND r.id = ANY($2::uuid[])`,
    [db.tenantId, [...ids]],
  );
}
