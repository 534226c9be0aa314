import { applySourceEntities } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";

type Given = { readonly [key: string]: Json };

/** An entity of a test: `component("billing", { spec: { owner: "team-a" } })`. */
export function made(kind: string, name: string, more: { metadata?: Given; spec?: Given } = {}): Given {
  const spec: Readonly<Record<string, Given>> = {
    Component: { type: "service", lifecycle: "production", owner: "team-a" },
    Group: { type: "team", children: [] },
    User: { memberOf: [] },
    System: { owner: "team-a" },
  };
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind,
    metadata: { name, ...more.metadata },
    spec: { ...spec[kind], ...more.spec },
  };
}

/** Puts entities into a tenant's catalog, as a pushed set does. For tests. */
export async function seedEntities(ctx: TenantContext, entities: readonly Given[]): Promise<void> {
  const sourceId = await withTenantSql(ctx, async (db) => {
    const [row] = await db.sql<{ id: string }>(
      `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'import', 'test')
       ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
      [db.tenantId],
    );
    return row?.id ?? "";
  });
  const result = await applySourceEntities(ctx, {
    source: {
      sourceId,
      name: "test",
      rule: "seeded",
      location: "push:test",
      cause: { kind: "system", name: "test" },
    },
    entities: entities.map((entity, index) => ({ entity, row: index + 1 })),
    mode: "add",
  });
  if (result.rejectedTotal > 0) throw new Error(JSON.stringify(result.rejected.slice(0, 3)));
}
