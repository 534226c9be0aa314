import { afterAll, beforeAll, expect, it } from "vitest";
import { applyKindChange, applySourceEntities } from "@/lib/catalog";
import { closeDatabase, withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { type Machine, startMachine } from "../testing";

let machine: Machine;
let acme: TestTenant;

beforeAll(async () => {
  machine = await startMachine();
  acme = await makeTenant();
});
afterAll(async () => {
  await machine.close();
  await closeDatabase();
});

const vault = {
  apiVersions: ["acme.example/v1"],
  schema: { type: "object", required: ["region"], properties: { region: { type: "string" } } },
  relations: [{ field: "owner", type: "ownedBy", inverse: "ownerOf", defaultKind: "Group" }],
};

async function push(owner: string): Promise<void> {
  const rows = await withTenantSql(acme.ctx, (db) =>
    db.sql<{ id: string }>(
      `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', 'inventory')
       ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text`,
      [db.tenantId],
    ),
  );
  const entity = {
    apiVersion: "acme.example/v1",
    kind: "Vault",
    metadata: { name: "gold" },
    spec: { region: "eu", owner },
  };
  await applySourceEntities(acme.ctx, {
    source: {
      sourceId: rows[0]?.id ?? "",
      name: "inventory",
      rule: "pushed",
      location: "push:inventory",
      cause: { kind: "set", name: "inventory" },
    },
    entities: [{ entity, row: 1 }],
    mode: "replace",
  });
}

async function presentVersion(): Promise<number> {
  const [row] = await withTenantSql(acme.ctx, (db) =>
    db.sql<{ version: number }>("SELECT version::int FROM catalog_state WHERE tenant_id = $1::uuid", [
      db.tenantId,
    ]),
  );
  return row?.version ?? 0;
}

it("declares a kind, and tells what changed in an entity of it, as it was and between two moments", async () => {
  const admin = await machine.as(acme.ctx, ["catalog.entity.read", "catalog.model.manage"]);
  const reader = await machine.as(acme.ctx);
  const put = (call: typeof reader, body: object) =>
    call("/catalog/kinds/Vault", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  expect((await put(reader, vault)).status).toBe(403);
  expect((await put(admin, { ...vault, schema: { $ref: "#" } })).status).toBe(400);
  expect(await (await put(admin, vault)).json()).toEqual({ kind: "Vault", version: 1, created: true });
  await applyKindChange(acme.ctx, { kind: "Vault" });
  await push("payments");
  await push("platform");
  const get = async (path: string) => (await reader(path)).json();
  expect(await get("/catalog/entities/by-name/vault/default/gold")).toMatchObject({
    relations: [{ type: "ownedBy", targetRef: "group:default/platform" }],
  });
  const history = await get("/catalog/entities/by-name/Vault/default/gold/history?field=spec.owner");
  expect(history.items).toMatchObject([
    {
      change: "changed",
      cause: { kind: "set", name: "inventory" },
      fields: [{ path: "spec.owner", before: "payments", after: "platform" }],
    },
    { change: "created", fields: [{ path: "spec.owner", after: "payments" }] },
  ]);
  const [{ catalogVersion: second }, { catalogVersion: first, at }] = history.items;
  const past = await get(`/catalog/entities/by-name/vault/default/gold/as-of?at=${at}`);
  expect(past).toMatchObject({
    catalogVersion: first,
    entity: { spec: { owner: "payments" }, relations: [{ targetRef: "group:default/payments" }] },
  });
  expect(await get(`/catalog/history/as-of?at=${first}`)).toMatchObject({
    totalItems: 1,
    items: [{ spec: { owner: "payments" } }],
  });
  expect(await get(`/catalog/history/diff?from=${first}&to=${second}`)).toMatchObject({
    counts: { created: 0, changed: 1, removed: 0, restored: 0 },
    items: [{ ref: "vault:default/gold", fields: [{ path: "spec.owner", after: "platform" }] }],
  });
  expect((await get("/catalog/history?kind=Vault&limit=1")).next).toMatch(/^\d+\./);
  expect((await reader("/catalog/history/as-of?at=yesterday")).status).toBe(400);
  const present = await presentVersion();
  for (const path of [
    "history/as-of?at=2026",
    `history/as-of?at=${present + 1}`,
    `history/diff?from=${first}&to=2026`,
    "entities/by-name/vault/default/gold/as-of?at=2026",
  ]) {
    const answer = await reader(`/catalog/${path}`);
    expect([path, answer.status, (await answer.json()).error.message]).toEqual([
      path,
      404,
      expect.stringMatching(new RegExp(`^There is no catalog version .* from \\d+ to ${present}\\.`)),
    ]);
  }
  expect((await reader(`/catalog/history/as-of?at=${present}`)).status).toBe(200);
  const noUid = await reader(`/catalog/history?after=999999999999999999.${"-".repeat(36)}`);
  expect([noUid.status, (await noUid.json()).error.name]).toEqual([400, "InputError"]);
  expect((await admin("/catalog/kinds/Vault", { method: "DELETE" })).status).toBe(204);
  expect((await get("/catalog/entities/by-name/vault/default/gold")).kind).toBe("Vault");
});
