import type { TenantSql } from "@/lib/platform/db";
import type { Cause } from "../model/cause";
import type { FieldChange } from "../model/fields";
import { isOfKind } from "./each-key";

/** The one source of what people change in the portal. */
export async function upsertPortalSource(db: TenantSql): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'portal', 'portal')
     ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
    [db.tenantId],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the portal's source was not written");
  return id;
}

export type OverlayTarget = {
  readonly uid: string;
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly version: number;
  readonly orphaned: boolean;
};

export async function findOverlayTarget(db: TenantSql, ref: string): Promise<OverlayTarget | undefined> {
  const rows = await db.sql<OverlayTarget>(
    "SELECT uid::text, ref, kind, title, version, orphaned_at IS NOT NULL AS orphaned FROM entity WHERE tenant_id = $1::uuid AND ref = $2",
    [db.tenantId, ref],
  );
  return rows[0];
}

export type LaterChange = {
  readonly version: number;
  readonly at: Date;
  readonly cause: Cause;
  readonly diff: readonly FieldChange[];
};

/** What changed after a version, oldest first. */
export async function listChangesAfter(db: TenantSql, uid: string, version: number): Promise<LaterChange[]> {
  return db.sql<LaterChange>(
    `SELECT version, at, cause, diff FROM entity_revision WHERE tenant_id = $1::uuid AND uid = $2::uuid AND version > $3::int
     ORDER BY version LIMIT 200`,
    [db.tenantId, uid, version],
  );
}

export type DeclaredPlace = {
  readonly repositoryId: string;
  readonly externalId: string;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly installationId: number | null;
};

/** The repository of a declared fragment, and the installation that reads it. */
export async function findDeclaredPlace(
  db: TenantSql,
  repositoryId: string,
): Promise<DeclaredPlace | undefined> {
  const rows = await db.sql<DeclaredPlace>(
    `SELECT r.id::text AS "repositoryId", r.external_id::text AS "externalId", r.owner, r.name, r.url, r.default_branch AS "defaultBranch",
       s.installation_id::float8 AS "installationId"
     FROM repository r JOIN source s ON s.tenant_id = r.tenant_id AND s.id = r.source_id
     WHERE r.tenant_id = $1::uuid AND r.id = $2::uuid AND r.missing_since IS NULL`,
    [db.tenantId, repositoryId],
  );
  return rows[0];
}

/** Owners to choose from: groups and people by name or title, and for one entity the teams that have access to its repositories. */
export async function listOwnerChoices(
  db: TenantSql,
  q: string,
  limit: number,
): Promise<{ ref: string; title: string; kind: string }[]> {
  return db.sql(
    `SELECT ref, title, kind FROM entity WHERE tenant_id = $1::uuid AND (${isOfKind("'group'")} OR ${isOfKind("'user'")}) AND orphaned_at IS NULL
       AND (strpos(name, lower($2)) > 0 OR strpos(lower(title), lower($2)) > 0)
     ORDER BY (kind = 'user'), (strpos(name, lower($2)) <> 1), name LIMIT $3::int`,
    [db.tenantId, q, limit],
  );
}

export type TeamAccess = {
  readonly teamSlug: string;
  readonly permission: string;
  readonly repository: string;
};

export async function listTeamAccess(db: TenantSql, ref: string): Promise<TeamAccess[]> {
  return db.sql<TeamAccess>(
    `SELECT t->>'teamSlug' AS "teamSlug", t->>'permission' AS permission, r.owner || '/' || r.name AS repository
     FROM repository r CROSS JOIN LATERAL jsonb_array_elements(r.access->'teams') AS t
     WHERE r.tenant_id = $1::uuid AND r.id IN (SELECT repository_id FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = $2)
       AND t->>'permission' IN ('admin', 'maintain', 'push')
     ORDER BY array_position(ARRAY['admin', 'maintain', 'push'], t->>'permission'), 1 LIMIT 10`,
    [db.tenantId, ref],
  );
}
