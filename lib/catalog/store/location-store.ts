import type { TenantSql } from "@/lib/platform/db";
import type { Entity } from "../model/entity";
import type { Layer, Origins } from "../model/fragment";

/** A registered location as Backstage describes it. */
export type LocationRow = {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly entityRef: string;
};

/** A repository whose files may be registered. */
export type ConnectedRepository = {
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly nodeId: string | null;
  readonly installationId: number;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly headSha: string | null;
  readonly snapshot: unknown;
};

const COLUMNS = `id::text, type, target, entity_ref AS "entityRef"`;

export async function listLocationRows(db: TenantSql): Promise<LocationRow[]> {
  return db.sql<LocationRow>(`SELECT ${COLUMNS} FROM location WHERE tenant_id = $1::uuid ORDER BY id`, [
    db.tenantId,
  ]);
}

export async function findLocationRow(
  db: TenantSql,
  by:
    | { readonly id: string }
    | { readonly entityRef: string }
    | { readonly type: string; readonly target: string },
): Promise<LocationRow | undefined> {
  const rows =
    "type" in by
      ? await db.sql<LocationRow>(
          `SELECT ${COLUMNS} FROM location WHERE tenant_id = $1::uuid AND type = $2 AND target = $3`,
          [db.tenantId, by.type, by.target],
        )
      : await db.sql<LocationRow>(
          `SELECT ${COLUMNS} FROM location WHERE tenant_id = $1::uuid AND ${"id" in by ? "id = $2::uuid" : "entity_ref = $2"}`,
          [db.tenantId, "id" in by ? by.id : by.entityRef],
        );
  return rows[0];
}

export async function listLocationIds(db: TenantSql): Promise<string[]> {
  const rows = await db.sql<{ id: string }>("SELECT id::text FROM location WHERE tenant_id = $1::uuid", [
    db.tenantId,
  ]);
  return rows.map((row) => row.id);
}

/** A registered location with the repository it leads into. */
export type PlacedLocation = LocationRow & {
  readonly path: string;
  readonly presence: Presence | null;
  readonly url: string;
  readonly defaultBranch: string | null;
};

export async function listPlacedLocations(db: TenantSql, ids: readonly string[]): Promise<PlacedLocation[]> {
  return db.sql<PlacedLocation>(
    `SELECT l.id::text, l.type, l.target, l.entity_ref AS "entityRef", l.path, l.presence, r.url, r.default_branch AS "defaultBranch"
     FROM location l JOIN repository r ON r.tenant_id = l.tenant_id AND r.id = l.repository_id
     WHERE l.tenant_id = $1::uuid AND l.id = ANY($2::uuid[])`,
    [db.tenantId, [...ids]],
  );
}

/** A registered location as ingest asks about it. */
export type RegisteredLocation = Pick<PlacedLocation, "type" | "target" | "entityRef" | "path" | "presence">;

/** Registered locations of some repositories, the first registered first. */
export async function listRegisteredLocations(
  db: TenantSql,
  repositoryIds: readonly string[],
): Promise<(RegisteredLocation & { readonly repositoryId: string })[]> {
  return db.sql(
    `SELECT repository_id::text AS "repositoryId", type, target, entity_ref AS "entityRef", path, presence FROM location
     WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]) ORDER BY created_at, id`,
    [db.tenantId, [...repositoryIds]],
  );
}

/** Whether a registered file may be missing; required when nobody said so. */
export type Presence = "required" | "optional";

export type LocationWrite = {
  readonly type: string;
  readonly target: string;
  readonly repositoryId: string;
  readonly path: string;
  readonly presence: Presence | undefined;
};

/** @returns undefined when one of this type and target is there already */
export async function insertLocation(
  db: TenantSql,
  row: LocationWrite & { readonly entityRef: string },
): Promise<LocationRow | undefined> {
  const rows = await db.sql<LocationRow>(
    `INSERT INTO location (tenant_id, type, target, entity_ref, repository_id, path, presence) VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6, $7)
     ON CONFLICT (tenant_id, type, target) DO NOTHING RETURNING ${COLUMNS}`,
    [db.tenantId, row.type, row.target, row.entityRef, row.repositoryId, row.path, row.presence ?? null],
  );
  return rows[0];
}

/** @returns the row and the repository it pointed to before */
export async function updateLocationRow(
  db: TenantSql,
  id: string,
  row: LocationWrite,
): Promise<(LocationRow & { readonly repositoryBefore: string }) | undefined> {
  const rows = await db.sql<LocationRow & { repositoryBefore: string }>(
    `UPDATE location l SET type = $3, target = $4, repository_id = $5::uuid, path = $6, presence = $7
     FROM (SELECT repository_id FROM location WHERE tenant_id = $1::uuid AND id = $2::uuid FOR UPDATE) AS before
     WHERE l.tenant_id = $1::uuid AND l.id = $2::uuid
     RETURNING l.id::text, l.type, l.target, l.entity_ref AS "entityRef", before.repository_id::text AS "repositoryBefore"`,
    [db.tenantId, id, row.type, row.target, row.repositoryId, row.path, row.presence ?? null],
  );
  return rows[0];
}

export async function deleteLocationRow(
  db: TenantSql,
  id: string,
): Promise<(LocationRow & { readonly repositoryId: string }) | undefined> {
  const rows = await db.sql<LocationRow & { repositoryId: string }>(
    `DELETE FROM location WHERE tenant_id = $1::uuid AND id = $2::uuid RETURNING ${COLUMNS}, repository_id::text AS "repositoryId"`,
    [db.tenantId, id],
  );
  return rows[0];
}

/** The repository of this name that an active installation still lists. */
export async function findConnectedRepository(
  db: TenantSql,
  owner: string,
  name: string,
): Promise<ConnectedRepository | undefined> {
  const rows = await db.sql<ConnectedRepository>(
    `SELECT r.id::text, r.source_id::text AS "sourceId", r.external_id::text AS "externalId", r.node_id AS "nodeId", i.installation_id::float8 AS "installationId",
       r.url, r.default_branch AS "defaultBranch", r.head_sha AS "headSha", r.snapshot
     FROM repository r JOIN source s ON s.tenant_id = r.tenant_id AND s.id = r.source_id
       JOIN installation i ON i.tenant_id = s.tenant_id AND i.installation_id = s.installation_id AND i.status = 'active'
     WHERE r.tenant_id = $1::uuid AND lower(r.owner) = lower($2) AND lower(r.name) = lower($3) AND r.code IS DISTINCT FROM 'gone' LIMIT 1`,
    [db.tenantId, owner, name],
  );
  return rows[0];
}

/** Ids by which repositories are read again, by their source. */
export type ReadableIds = { readonly sourceId: string; readonly externalIds: string[] };

const BY_SOURCE = `s.id::text AS "sourceId", array_agg(DISTINCT r.external_id::text) AS "externalIds"`;
const READABLE = "s.installation_id IS NOT NULL AND r.code IS DISTINCT FROM 'gone'";

export async function listReadableIds(
  db: TenantSql,
  repositoryIds: readonly string[],
): Promise<ReadableIds[]> {
  return db.sql<ReadableIds>(
    `SELECT ${BY_SOURCE} FROM repository r JOIN source s ON s.tenant_id = r.tenant_id AND s.id = r.source_id
     WHERE r.tenant_id = $1::uuid AND r.id = ANY($2::uuid[]) AND ${READABLE} GROUP BY 1`,
    [db.tenantId, [...repositoryIds]],
  );
}

/** The same for the repositories that speak of an entity or that it is registered to read; none for one that was pushed or imported. */
export async function listReadableIdsOf(db: TenantSql, ref: string): Promise<ReadableIds[]> {
  return db.sql<ReadableIds>(
    `SELECT ${BY_SOURCE} FROM repository r JOIN source s ON s.tenant_id = r.tenant_id AND s.id = r.source_id
     WHERE r.tenant_id = $1::uuid AND ${READABLE} AND r.id IN (
       SELECT f.repository_id FROM fragment f WHERE f.tenant_id = $1::uuid AND f.entity_ref = $2 AND f.repository_id IS NOT NULL
       UNION ALL SELECT l.repository_id FROM location l WHERE l.tenant_id = $1::uuid AND l.entity_ref = $2)
     GROUP BY 1`,
    [db.tenantId, ref],
  );
}

export type RepositoryFragment = {
  readonly sourceKey: string;
  readonly layer: Layer;
  readonly body: Entity;
  readonly origins: Origins;
};

/** What a repository says, the declared first. */
export async function listRepositoryFragments(
  db: TenantSql,
  repositoryId: string,
): Promise<RepositoryFragment[]> {
  const rows = await db.sql<Omit<RepositoryFragment, "body"> & { body: string }>(
    `SELECT source_key AS "sourceKey", layer, body, origins FROM fragment
     WHERE tenant_id = $1::uuid AND repository_id = $2::uuid AND layer IN ('declared', 'derived') ORDER BY layer, source_key LIMIT 1000`,
    [db.tenantId, repositoryId],
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}
