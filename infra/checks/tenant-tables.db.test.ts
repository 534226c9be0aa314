import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { checkTenantTables } from "./tenant-tables";

// A table without its policy shows one customer's catalog to another: the one fault this product cannot survive.
describe("tenant tables", () => {
  const owner = new pg.Client({ connectionString: inject("ownerUrl") });
  beforeAll(() => owner.connect());
  afterAll(() => owner.end());

  /** What the check says of this change, which is rolled back. */
  async function afterChange(sql: string): Promise<readonly string[]> {
    await owner.query("BEGIN");
    try {
      await owner.query(sql);
      return await checkTenantTables(owner);
    } finally {
      await owner.query("ROLLBACK");
    }
  }

  test("keep tenants apart, every one", async () => {
    expect(await checkTenantTables(owner)).toEqual([]);
  });

  test.each([
    ["row security switched off", "ALTER TABLE entity NO FORCE ROW LEVEL SECURITY", "entity has a tenant_id"],
    ["a new table nobody protected", "CREATE TABLE oops (tenant_id uuid PRIMARY KEY)", "oops has no policy"],
    [
      "a policy that lets all through",
      "CREATE POLICY open ON entity USING (true)",
      "entity.open is a permissive policy",
    ],
    ["a view with its owner's rights", "CREATE VIEW leak AS SELECT * FROM entity", "leak is a view"],
    [
      "a materialized view",
      "CREATE MATERIALIZED VIEW copy AS SELECT * FROM entity",
      "copy is a materialized view",
    ],
    [
      "a function with its owner's rights",
      "CREATE FUNCTION sneak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
      "sneak() runs with its owner's rights",
    ],
    ["a role past row security", "ALTER ROLE portico_app BYPASSRLS", "portico_app is a role of the product"],
    ["a role that may become another", "GRANT pg_read_all_data TO portico_app", "pg_read_all_data is a role"],
    [
      "a table the product owns",
      "CREATE TABLE own (id int); ALTER TABLE own OWNER TO portico_app",
      "own belongs to",
    ],
    ["DDL for the product", "GRANT CREATE ON SCHEMA public TO portico_app", "public is a schema"],
    [
      "a link into another tenant",
      "CREATE UNIQUE INDEX problem_alone ON file_problem (id); CREATE TABLE note (tenant_id uuid, problem uuid REFERENCES file_problem (id))",
      "note.note_problem_fkey is a foreign key",
    ],
    [
      "a key across tenants",
      "CREATE UNIQUE INDEX entity_ref_alone ON entity (uid)",
      "entity_ref_alone is a unique index",
    ],
  ])("notices %s", async (_, sql, problem) => {
    expect((await afterChange(sql)).join("\n")).toContain(problem);
  });
});
