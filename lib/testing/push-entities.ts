import { applySourceEntities } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";

/** Adds entities to the set `inventory` of the tenant, as a push does. */
export async function pushEntities(ctx: TenantContext, entities: readonly object[]) {
  const sourceId = await withTenantSql(ctx, async (db) => {
    const [row] = await db.sql<{ id: string }>(
      `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', 'inventory')
       ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
      [db.tenantId],
    );
    return row?.id ?? "";
  });
  return applySourceEntities(ctx, {
    source: {
      sourceId,
      name: "inventory",
      rule: "pushed",
      location: "push:inventory",
      cause: { kind: "set", name: "inventory" },
    },
    entities: entities.map((one, index) => ({ entity: JSON.parse(JSON.stringify(one)), row: index + 1 })),
    mode: "add",
  });
}
