import type { TenantSql } from "@/lib/platform/db";

/** The repository whose files define the tenant's kinds. */
export type KindSourceRow = {
  readonly repositoryId: string;
  readonly folder: string;
  readonly chosenAt: Date;
  readonly chosenBy: string;
  /** owner/name */
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly headSha: string | null;
};

/** @param lock - while it is held the choice stays as it is, and nobody else takes definitions */
export async function findKindSource(
  db: TenantSql,
  lock: "lock" | "read" = "read",
): Promise<KindSourceRow | undefined> {
  const [row] = await db.sql<KindSourceRow>(
    `SELECT k.repository_id::text AS "repositoryId", k.folder, k.chosen_at AS "chosenAt", k.chosen_by AS "chosenBy", r.owner || '/' || r.name AS repository,
       r.url, r.default_branch AS "defaultBranch", r.head_sha AS "headSha"
     FROM kind_source k JOIN repository r ON r.tenant_id = k.tenant_id AND r.id = k.repository_id
     WHERE k.tenant_id = $1::uuid ${lock === "lock" ? "FOR UPDATE OF k" : ""}`,
    [db.tenantId],
  );
  return row;
}

export type KindSourceState = {
  /** GitHub still lists it, and its organisation is connected */
  readonly readable: boolean;
  /** what was read of it names the folder; until then the choice has had no effect */
  readonly read: boolean;
  /** definition files in the folder */
  readonly files: number;
  readonly verdictAt: Date | null;
};

/** What became of the choice. */
export async function readKindSourceState(db: TenantSql): Promise<KindSourceState | undefined> {
  const [row] = await db.sql<KindSourceState>(
    `SELECT r.missing_since IS NULL AND r.code IS DISTINCT FROM 'gone' AND EXISTS (SELECT 1 FROM source s JOIN installation i
         ON i.tenant_id = s.tenant_id AND i.installation_id = s.installation_id AND i.status = 'active'
         WHERE s.tenant_id = r.tenant_id AND s.id = r.source_id) AS readable,
       coalesce(r.snapshot->'kindFiles'->>'folder' = k.folder, false) AND r.verdict <> 'queued' AS read,
       coalesce(jsonb_array_length(r.snapshot->'kindFiles'->'paths'), 0)::int AS files, r.verdict_at AS "verdictAt"
     FROM kind_source k JOIN repository r ON r.tenant_id = k.tenant_id AND r.id = k.repository_id WHERE k.tenant_id = $1::uuid`,
    [db.tenantId],
  );
  return row;
}

export async function upsertKindSource(
  db: TenantSql,
  row: Pick<KindSourceRow, "repositoryId" | "folder" | "chosenBy">,
): Promise<void> {
  await db.sql(
    `INSERT INTO kind_source (tenant_id, repository_id, folder, chosen_by) VALUES ($1::uuid, $2::uuid, $3, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET repository_id = excluded.repository_id, folder = excluded.folder, chosen_by = excluded.chosen_by, chosen_at = now()`,
    [db.tenantId, row.repositoryId, row.folder, row.chosenBy],
  );
}

export async function deleteKindSource(db: TenantSql): Promise<void> {
  await db.sql("DELETE FROM kind_source WHERE tenant_id = $1::uuid", [db.tenantId]);
}

/** Puts the form in charge of every kind again. */
export async function releaseKinds(db: TenantSql): Promise<void> {
  await db.sql("UPDATE tenant_kind SET file = NULL WHERE tenant_id = $1::uuid AND file IS NOT NULL", [
    db.tenantId,
  ]);
}

export type KindFileProblem = {
  readonly path: string;
  readonly line: number | null;
  readonly severity: string;
  readonly message: string;
  readonly fix: string;
};

/** What is wrong with the files of a repository, the definition files among them. */
export async function listRepositoryProblems(
  db: TenantSql,
  repositoryId: string,
): Promise<KindFileProblem[]> {
  return db.sql<KindFileProblem>(
    `SELECT path, line, severity, message, fix FROM file_problem WHERE tenant_id = $1::uuid AND repository_id = $2::uuid
     ORDER BY severity, path, line LIMIT 1000`,
    [db.tenantId, repositoryId],
  );
}

/** Repositories that can be chosen: owner/name. */
export async function listChoosable(db: TenantSql, limit: number): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    `SELECT r.owner || '/' || r.name AS name FROM repository r WHERE r.tenant_id = $1::uuid AND r.missing_since IS NULL AND NOT r.archived
     ORDER BY lower(r.name), r.id LIMIT $2::int`,
    [db.tenantId, limit],
  );
  return rows.map(({ name }) => name);
}
