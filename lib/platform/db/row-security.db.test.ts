import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { closeDatabase, withTenant, withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";

// What would be lost: the second wall. If a query forgets its tenant, these policies are all that keeps companies apart (security.md A2, A4).

type Column = { readonly name: string; readonly type: string };

let owner: pg.Client;
let app: pg.Client;
let a: TestTenant;
let b: TestTenant;
let tables: string[];

const SAMPLE: Readonly<Record<string, string>> = {
  uuid: "gen_random_uuid()",
  text: "'x'",
  bigint: "floor(random() * 1e12)::bigint",
  integer: "1",
  json: "'{}'",
  jsonb: "'{}'",
  bytea: "'x'",
  boolean: "false",
  date: "current_date",
  ARRAY: "'{}'",
  "timestamp with time zone": "now()",
};

async function requiredColumns(table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'tenant_id' AND is_nullable = 'NO' AND column_default IS NULL`,
    [table],
  );
  return rows;
}

async function fill(table: string, tenantId: string): Promise<void> {
  const columns = await requiredColumns(table);
  const values = columns.map((column) => SAMPLE[column.type] ?? "NULL");
  const unique = values.map((value, index) => (value === "'x'" ? `'${tenantId}-${index}'` : value));
  await owner.query(
    `INSERT INTO ${table} (${["tenant_id", ...columns.map((c) => c.name)].join(", ")}) VALUES (${[`'${tenantId}'`, ...unique].join(", ")}) ON CONFLICT DO NOTHING`,
  );
}

beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("ownerUrl") });
  app = new pg.Client({ connectionString: inject("appUrl") });
  await Promise.all([owner.connect(), app.connect()]);
  [a, b] = [await makeTenant(), await makeTenant()];
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name = 'tenant_id' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  tables = rows.map((row) => row.name);
  // Only to fill every table without its neighbours; the checks themselves run as the app role.
  await owner.query("SET session_replication_role = replica");
  for (const table of tables) for (const tenant of [a, b]) await fill(table, tenant.ctx.tenantId);
});

afterAll(async () => {
  await owner.query("SET session_replication_role = replica");
  for (const table of [...tables, "tenant"]) {
    await owner.query(
      `DELETE FROM ${table} WHERE ${table === "tenant" ? "id" : "tenant_id"} = ANY($1::uuid[])`,
      [[a.ctx.tenantId, b.ctx.tenantId]],
    );
  }
  await Promise.all([owner.end(), app.end(), closeDatabase()]);
});

it("covers every table that carries a tenant", () => {
  expect(tables.length).toBeGreaterThan(20);
});

it("shows the app role nothing while no tenant is set", async () => {
  for (const table of tables) {
    const { rows } = await app.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    expect([table, rows[0]?.n]).toEqual([table, 0]);
  }
});

it("shows a tenant its own rows and none of another's, in every table", async () => {
  for (const table of tables) {
    const seen = await withTenantSql(b.ctx, (db) =>
      db.sql<{ id: string; n: number }>(
        `SELECT tenant_id::text AS id, count(*)::int AS n FROM ${table} GROUP BY 1`,
      ),
    );
    expect([table, seen.map((row) => row.id)]).toEqual([table, [b.ctx.tenantId]]);
  }
});

it("refuses to write a row of another tenant, in every table", async () => {
  for (const table of tables) {
    const attempt = withTenantSql(b.ctx, (db) =>
      db.sql(`INSERT INTO ${table} (tenant_id) VALUES ($1::uuid)`, [a.ctx.tenantId]),
    );
    await expect(attempt, table).rejects.toThrow(/row-level security/);
  }
});

it("moves no row to another tenant and deletes none of another's", async () => {
  for (const table of tables) {
    const move = withTenantSql(b.ctx, (db) =>
      db.sql(`UPDATE ${table} SET tenant_id = $1::uuid`, [a.ctx.tenantId]),
    );
    await expect(move, table).rejects.toThrow(/row-level security|permission denied/);
  }
  const before = await owner.query("SELECT count(*) AS n FROM member WHERE tenant_id = $1::uuid", [
    a.ctx.tenantId,
  ]);
  await withTenantSql(b.ctx, (db) =>
    db.sql("DELETE FROM member WHERE tenant_id = $1::uuid", [a.ctx.tenantId]),
  );
  const after = await owner.query("SELECT count(*) AS n FROM member WHERE tenant_id = $1::uuid", [
    a.ctx.tenantId,
  ]);
  expect(after.rows).toEqual(before.rows);
});

describe("a pooled connection", () => {
  it("is replaced when a migration has changed what its prepared statements give", async () => {
    await owner.query(
      "CREATE TABLE migrated (tenant_id uuid, n int); GRANT SELECT ON migrated TO portico_app; INSERT INTO migrated VALUES (NULL, 1)",
    );
    const read = () => withTenantSql(a.ctx, (db) => db.sql("SELECT n FROM migrated"));
    try {
      for (let i = 0; i < 60; i++) await read();
      await owner.query("ALTER TABLE migrated ALTER COLUMN n TYPE text");
      // All connections of the pool at once: the outdated ones fail this time, and are gone.
      const all = () => Promise.allSettled(Array.from({ length: 8 }, read));
      expect((await all()).some(({ status }) => status === "rejected")).toBe(true);
      for (const answer of await all()) expect(answer).toEqual({ status: "fulfilled", value: [{ n: "1" }] });
    } finally {
      await owner.query("DROP TABLE migrated");
    }
  });

  it("is shared by the copies of the statement runner that next bundles apart", async () => {
    const pool = new pg.Pool({ connectionString: inject("appUrl") });
    const client = await pool.connect();
    try {
      for (const column of ["a", "b"]) {
        vi.resetModules();
        const { sqlOn } = await import("./run-sql");
        for (let i = 0; i < 40; i++)
          expect(await sqlOn(client)(`SELECT 1 AS ${column}`)).toEqual([{ [column]: 1 }]);
      }
    } finally {
      client.release();
      await pool.end();
    }
  });

  it("never carries a tenant over, whatever ended the request before (A4)", async () => {
    const current = (db: { sql: (text: string) => Promise<object[]> }) =>
      db.sql("SELECT current_setting('app.tenant_id', true) AS tenant");
    let wrong = 0;
    const round = async (index: number) => {
      const tenant = index % 2 === 0 ? a : b;
      const door = index % 3 === 0 ? withTenant : withTenantSql;
      const work = door(tenant.ctx, async (db: { sql: (text: string) => Promise<object[]> }) => {
        const [row] = await current(db);
        if (JSON.stringify(row) !== JSON.stringify({ tenant: tenant.ctx.tenantId })) wrong++;
        // One prepared plan answers both tenants on this connection.
        const rows = await db.sql("SELECT DISTINCT tenant_id::text AS tenant FROM member");
        if (JSON.stringify(rows) !== JSON.stringify([{ tenant: tenant.ctx.tenantId }])) wrong++;
        if (index % 20 === 1) throw new Error("thrown on purpose");
        if (index % 20 === 3) await db.sql("SELECT 1 / 0");
      });
      await work.catch((error: unknown) => {
        if (!/on purpose|division/.test(String(error))) throw error;
      });
    };
    for (let start = 0; start < 2_000; start += 40)
      await Promise.all(Array.from({ length: 40 }, (_, i) => round(start + i)));
    expect(wrong).toBe(0);
    const prepared = await withTenantSql(a.ctx, (db) =>
      db.sql<{ n: number }>("SELECT count(*)::int AS n FROM pg_prepared_statements"),
    );
    expect(prepared[0]?.n).toBeGreaterThan(0);
    const leftovers = await app.query("SELECT current_setting('app.tenant_id', true) AS tenant");
    expect(leftovers.rows[0]?.tenant ?? "").toBe("");
  });
});
