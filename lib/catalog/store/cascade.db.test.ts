import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { applyFragments } from "../ingest/merge/apply-fragments";
import { lockCatalog } from "./entity-store";

// What a foreign key would see to: of a tenant or a source that was deleted nothing stays, and nothing is written for it any more.

let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("ownerUrl") });
  await owner.connect();
});
afterAll(() => owner.end());

async function makeSource(ctx: TenantContext): Promise<string> {
  const [row] = await withTenantSql(ctx, (db) =>
    db.sql<{ id: string }>(
      "INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', gen_random_uuid()::text) RETURNING id::text",
      [db.tenantId],
    ),
  );
  return row?.id ?? "";
}

/** Stores one entity; `meanwhile` runs before the transaction ends. */
async function store(
  ctx: TenantContext,
  sourceId: string,
  name: string,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const ref = `component:default/${name}`;
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const body = { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name } };
    const fragment = { sourceKey: ref, ref, layer: "imported" as const, body, origins: {}, source: "test" };
    await applyFragments(db, {
      sourceId,
      scope: { kind: "keys", keys: [ref] },
      fragments: [{ ...fragment, repositoryId: undefined }],
      staleKeys: [],
      cause: { kind: "system", name: "test" },
    });
    await meanwhile();
  });
}

async function counts(tenantId: string): Promise<readonly number[]> {
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM entity WHERE tenant_id = $1 UNION ALL SELECT count(*)::int FROM fragment WHERE tenant_id = $1
     UNION ALL SELECT count(*)::int FROM entity_revision WHERE tenant_id = $1`,
    [tenantId],
  );
  return rows.map(({ n }) => n);
}

const remove = (client: pg.Client, tenantId: string) =>
  client.query("DELETE FROM tenant WHERE id = $1::uuid", [tenantId]);

it("goes with its tenant, and another tenant's catalog stays", async () => {
  const [gone, other] = [await makeTenant(), await makeTenant()];
  for (const { ctx } of [gone, other]) await store(ctx, await makeSource(ctx), "a");
  await owner.query("SELECT set_config('app.tenant_id', 'as it was', false)");
  await remove(owner, gone.ctx.tenantId);
  expect(await counts(gone.ctx.tenantId)).toEqual([0, 0, 0]);
  expect(await counts(other.ctx.tenantId)).toEqual([1, 1, 1]);
  const { rows } = await owner.query("SELECT current_setting('app.tenant_id') AS tenant");
  expect(rows).toEqual([{ tenant: "as it was" }]);
});

it("takes nothing in for a tenant or a source that is gone", async () => {
  const { ctx } = await makeTenant();
  const sourceId = await makeSource(ctx);
  await withTenantSql(ctx, (db) =>
    db.sql("DELETE FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid", [db.tenantId, sourceId]),
  );
  await expect(store(ctx, sourceId, "a")).rejects.toThrow("source was removed");
  const second = await makeSource(ctx);
  await remove(owner, ctx.tenantId);
  await expect(store(ctx, second, "a")).rejects.toThrow("workspace was deleted");
  expect(await counts(ctx.tenantId)).toEqual([0, 0, 0]);
});

it("loses a source's fragments with it, and no other's", async () => {
  const { ctx } = await makeTenant();
  const [gone, stays] = [await makeSource(ctx), await makeSource(ctx)];
  await store(ctx, gone, "a");
  await store(ctx, stays, "b");
  await withTenantSql(ctx, (db) =>
    db.sql("DELETE FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid", [db.tenantId, gone]),
  );
  expect((await counts(ctx.tenantId))[1]).toBe(1);
});

// A company that left would have entities again, written by a job that was at work when it did.
it("leaves nothing of a merge that was at work when its tenant was deleted", async () => {
  const { ctx } = await makeTenant();
  const sourceId = await makeSource(ctx);
  const deleter = new pg.Client({ connectionString: inject("ownerUrl") });
  await deleter.connect();
  let deleting: Promise<unknown> = Promise.resolve();
  await store(ctx, sourceId, "a", async () => {
    deleting = remove(deleter, ctx.tenantId);
    // It waits for this merge: that is seen before the merge ends.
    for (let waits = false; !waits; ) {
      const { rows } = await owner.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND pid = (SELECT pid FROM pg_stat_activity WHERE query LIKE 'DELETE FROM tenant%' AND state = 'active' LIMIT 1)",
      );
      waits = (rows[0]?.n ?? 0) > 0;
    }
  });
  await deleting;
  await deleter.end();
  expect(await counts(ctx.tenantId)).toEqual([0, 0, 0]);
});
