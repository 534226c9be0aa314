import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inventoryKey } from "@/e2e/fakes/credentials";
import { startInventory } from "@/e2e/fakes/inventory";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { getSource, performRun, putSource, saveSource, startImport, startRun, uploadFile } from ".";
import type { Definition, HttpInput } from "./model/definition";
import { findRun } from "./store/run-store";

let inventory: Awaited<ReturnType<typeof startInventory>>;
let acme: TestTenant;
beforeAll(async () => {
  inventory = await startInventory({ port: 0, stateDir: mkdtempSync(join(tmpdir(), "inventory-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(inventory.url).host);
});
afterAll(() => inventory.close());
beforeEach(async () => {
  acme = await makeTenant();
});

const MAPPING = `{ "kind": "Component", "metadata": { "name": id },
  "spec": { "type": "service", "lifecycle": "production", "owner": team } }`;

function definitionOf(read: Partial<HttpInput["reads"][number]> = {}, baseUrl = inventory.url): Definition {
  return {
    input: {
      kind: "http",
      baseUrl,
      auth: { kind: "header", header: "X-Api-Key", secret: "key" },
      headers: [],
      reads: [
        {
          name: "services",
          method: "GET",
          path: "/v1/services",
          query: { size: "100" },
          format: "json",
          items: "items",
          paging: { kind: "none" },
          mapping: MAPPING,
          ...read,
        },
      ],
    },
    schedule: "manual",
    mode: "replace",
  };
}

const save = (definition: Definition, sourceId?: string) =>
  saveSource(acme.ctx, { sourceId, name: "Inventory", definition, secrets: { key: inventoryKey } });

async function run(sourceId: string, confirmed = false) {
  const { runId } = await startRun(acme.ctx, { sourceId, confirmed });
  await performRun(acme.ctx, { runId });
  return withTenantSql(acme.ctx, async (db) => {
    await db.sql("UPDATE outbox SET status = 'done' WHERE tenant_id = $1::uuid", [db.tenantId]);
    return findRun(db, runId);
  });
}

async function many(count: number): Promise<void> {
  const answer = await fetch(`${inventory.url}/_control/synth`, {
    method: "POST",
    body: JSON.stringify({ services: count }),
  });
  if (!answer.ok) throw new Error(`synth: ${answer.status}`);
}

const countEntities = () =>
  withTenantSql(acme.ctx, async (db) => {
    const rows = await db.sql("SELECT 1 FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL", [
      db.tenantId,
    ]);
    return rows.length;
  });

describe("an expression that cannot be read", () => {
  it.each<[string, Partial<HttpInput["reads"][number]>, RegExp]>([
    [
      "a mapping",
      { mapping: '{ "kind":\n  "A" "B" }' },
      /The mapping of the read "services".*line 2, column \d+/,
    ],
    ["a pattern", { mapping: "$match(id, /(/)" }, /The mapping of the read "services".*regular expression/],
    ["a list", { items: "items[" }, /The records' expression of the read "services".*line 1, column \d+/],
    [
      "a cursor",
      { paging: { kind: "cursor", next: "next +", into: { kind: "query", parameter: "c" } } },
      /The next page's expression of the read "services".*line 1/,
    ],
  ])("is refused when it is saved: %s", async (_, read, message) => {
    const refused = { code: "invalid_input", message: expect.stringMatching(message) };
    const definition = definitionOf(read);
    await expect(save(definition)).rejects.toMatchObject(refused);
    const put = { name: "Inventory", definition, secrets: { key: inventoryKey } };
    await expect(putSource(acme.ctx, put)).rejects.toMatchObject(refused);
    const { sourceId } = await save(definitionOf());
    await expect(save(definition, sourceId)).rejects.toMatchObject(refused);
    expect(JSON.stringify((await getSource(acme.ctx, { sourceId })).definition)).toContain("lifecycle");
  });

  it("is refused with the import that brings it, and one that only fails for a record is not", async () => {
    const upload = await uploadFile(acme.ctx, { name: "a.json", content: Buffer.from('[{"id":"a"}]') });
    const start = (mapping: string) =>
      startImport(acme.ctx, {
        name: "File",
        uploadId: upload.uploadId,
        mapping: { kind: "expression", items: "$", mapping },
        mode: "replace",
        confirmed: false,
      });
    await expect(start("{ ,")).rejects.toThrow(/The mapping of the file cannot be read \(line 1, column/);
    await start("$error('not today')");
  });

  it("fails the run of a definition that was stored with it, and nothing goes", async () => {
    await many(5);
    const { sourceId } = await save(definitionOf());
    expect(await run(sourceId)).toMatchObject({ status: "done", created: 5 });
    await withTenantSql(acme.ctx, (db) =>
      db.sql(
        "UPDATE import_source SET definition = $3::text::jsonb WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
        [db.tenantId, sourceId, JSON.stringify(definitionOf({ mapping: "{ oops" }))],
      ),
    );
    expect(await run(sourceId, true)).toMatchObject({
      status: "failed",
      removed: 0,
      problem: { message: expect.stringContaining('The mapping of the read "services" cannot be read') },
    });
    expect(await countEntities()).toBe(5);
  });
});

// A catalog is emptied by a mapping that is wrong twice.
it("lets no run without an entity confirm a loss or be confirmed: only the admin may", async () => {
  await many(60);
  const { sourceId } = await save(definitionOf());
  await run(sourceId);
  const broken = async () => save(definitionOf({ mapping: "$error('renamed')" }), sourceId);
  const whole = async () => save(definitionOf(), sourceId);

  await broken();
  expect(await run(sourceId)).toMatchObject({ status: "done", removed: 0, held: 60 });
  expect(await run(sourceId)).toMatchObject({ removed: 0, held: 60 });
  await whole();
  await many(30);
  expect(await run(sourceId)).toMatchObject({ removed: 0, held: 30, heldReason: "mass_loss" });
  await broken();
  expect(await run(sourceId)).toMatchObject({ removed: 0, held: 60 });
  await whole();
  expect(await run(sourceId)).toMatchObject({ removed: 0, held: 30 });
  expect(await countEntities()).toBe(60);
  expect(await run(sourceId)).toMatchObject({ removed: 30, held: 0 });
  await broken();
  expect(await run(sourceId, true)).toMatchObject({ removed: 30, held: 0 });
});

describe("a base address", () => {
  it.each([
    [
      "https://ada:pw@inventory.example/api",
      /a user or password, which would be shown and never sent.*sign-in fields/,
    ],
    ["https://inventory.example/api?key=1", /a query, which/],
    ["https://inventory.example/api#top", /a fragment, which/],
  ])("is refused with what would not be sent: %s", async (baseUrl, message) => {
    const definition = definitionOf({}, baseUrl);
    await expect(save(definition)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(message),
    });
    await expect(save(definition)).rejects.not.toThrow(/pw|key=1/);
    const put = { name: "Inventory", definition, secrets: { key: inventoryKey } };
    await expect(putSource(acme.ctx, put)).rejects.toThrow(message);
  });

  it("that was stored with them before is read, shown and can be corrected", async () => {
    const { sourceId } = await save(definitionOf());
    const old = definitionOf({}, `${inventory.url}/?old=1`);
    await withTenantSql(acme.ctx, (db) =>
      db.sql(
        "UPDATE import_source SET definition = $3::text::jsonb WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
        [db.tenantId, sourceId, JSON.stringify(old)],
      ),
    );
    expect((await getSource(acme.ctx, { sourceId })).definition).toMatchObject(old);
    expect(await run(sourceId)).toMatchObject({ status: "done" });
    await saveSource(acme.ctx, { sourceId, name: "Inventory", definition: definitionOf(), secrets: {} });
  });
});
