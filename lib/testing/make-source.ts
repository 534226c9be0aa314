import type { RepositorySnapshotInput } from "@/lib/catalog/ingest/repository-snapshot";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";

export type TestSource = {
  readonly sourceId: string;
  readonly idOf: (name: string) => string;
  readonly ids: readonly string[];
};

/** A GitHub source with repositories as discovery leaves them. Called again with the same `name`, it updates their snapshots. */
export async function makeSource(
  ctx: TenantContext,
  snapshots: readonly RepositorySnapshotInput[],
  name = "acme",
): Promise<TestSource> {
  return withTenantSql(ctx, async (db) => {
    const [source] = await db.sql<{ id: string }>(
      `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'github', $2)
       ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
      [db.tenantId, name],
    );
    if (!source) throw new Error("no source");
    const rows = await db.sql<{ id: string; name: string }>(
      `INSERT INTO repository (tenant_id, source_id, external_id, owner, name, url, default_branch, head_sha, snapshot)
       SELECT $1::uuid, $2::uuid, (s->>'externalId')::bigint, s->>'owner', s->>'name', s->>'url', s->>'defaultBranch', s->>'headSha', s
       FROM jsonb_array_elements($3::text::jsonb) AS s
       ON CONFLICT (tenant_id, source_id, external_id) DO UPDATE SET name = excluded.name, snapshot = excluded.snapshot, missing_since = NULL
       RETURNING id::text, name`,
      [db.tenantId, source.id, JSON.stringify(snapshots)],
    );
    const byName = new Map(rows.map((row) => [row.name, row.id]));
    const idOf = (wanted: string) => {
      const id = byName.get(wanted);
      if (id === undefined) throw new Error(`no repository ${wanted}`);
      return id;
    };
    return { sourceId: source.id, idOf, ids: rows.map((row) => row.id) };
  });
}

let lastId = 0;

/** A snapshot as discovery makes one, of files given as `path: text`. */
export function makeSnapshot(
  name: string,
  files: Readonly<Record<string, string>> = {},
  more: Partial<RepositorySnapshotInput> = {},
): RepositorySnapshotInput {
  const paths = Object.keys(files);
  return {
    externalId: String(++lastId),
    owner: "acme",
    name,
    url: `https://github.com/acme/${name}`,
    defaultBranch: "main",
    headSha: "0".repeat(40),
    tree: paths.map((path) => ({ path, type: "blob" as const, size: Buffer.byteLength(files[path] ?? "") })),
    files: paths.map((path) => ({
      path,
      sha: `sha-${(files[path] ?? "").length}-${path}`.slice(0, 60),
      sizeBytes: Buffer.byteLength(files[path] ?? ""),
      text: files[path] ?? "",
    })),
    ...more,
  };
}
