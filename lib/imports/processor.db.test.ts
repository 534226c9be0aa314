import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inventoryKey } from "@/e2e/fakes/credentials";
import { startInventory } from "@/e2e/fakes/inventory";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { RetryAt } from "@/lib/platform/errors";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { getRun, performRun, removeSource, saveSource, startRun, undoRun } from ".";
import type { Definition } from "./model/definition";
import { findRun, listRunRows } from "./store/run-store";
import { listSaidHashes } from "./store/undo-store";

let inventory: Awaited<ReturnType<typeof startInventory>>;
let acme: TestTenant;
beforeAll(async () => {
  inventory = await startInventory({ port: 0, stateDir: mkdtempSync(join(tmpdir(), "inventory-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(inventory.url).host);
});
afterAll(() => inventory.close());
beforeEach(async () => {
  acme = await makeTenant();
  await control("reset");
  await control("knobs", undefined, "DELETE");
  await control("limit", {});
});

async function control(path: string, body: unknown = {}, method = "POST"): Promise<unknown> {
  const answer = await fetch(`${inventory.url}/_control/${path}`, {
    method,
    ...(method === "DELETE" || method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const MAPPING = `{ "kind": "Component", "metadata": { "name": id, "title": name },
  "spec": { "type": "service", "lifecycle": "production", "owner": team, "dependsOn": uses.$ref("component", $) } }`;

function definitionOf(more: object = {}, read: object = {}): Definition {
  return {
    input: {
      kind: "http",
      baseUrl: inventory.url,
      auth: { kind: "header", header: "X-Api-Key", secret: "key" },
      headers: [],
      reads: [
        {
          name: "services",
          method: "GET",
          path: "/v1/services",
          query: { size: "3" },
          format: "json",
          items: "items",
          paging: { kind: "cursor", next: "next", into: { kind: "query", parameter: "cursor" } },
          mapping: MAPPING,
          ...read,
        },
      ],
      ...more,
    },
    schedule: "manual",
    mode: "replace",
  };
}

async function save(ctx: TenantContext, definition = definitionOf(), name = "Inventory"): Promise<string> {
  return (await saveSource(ctx, { name, definition, secrets: { key: inventoryKey } })).sourceId;
}

async function run(ctx: TenantContext, sourceId: string, confirmed = false) {
  const { runId } = await startRun(ctx, { sourceId, confirmed });
  await performRun(ctx, { runId });
  return ended(ctx, runId);
}

async function ended(ctx: TenantContext, runId: string) {
  const found = await withTenantSql(ctx, (db) => findRun(db, runId));
  if (!found) throw new Error("no run");
  await withTenantSql(ctx, (db) =>
    db.sql("UPDATE outbox SET status = 'done' WHERE tenant_id = $1::uuid", [db.tenantId]),
  );
  return found;
}

async function catalog(ctx: TenantContext): Promise<Record<string, string>> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ ref: string; title: string }>(
      "SELECT ref, title FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL ORDER BY ref",
      [db.tenantId],
    ),
  );
  return Object.fromEntries(rows.map((row) => [row.ref, row.title]));
}

const put = (services: readonly object[]) => control("collections/services", services, "PUT");
const many = (count: number) => control("synth", { services: count });

describe("a processor", () => {
  it("reads every page, relates what it reads, and changes nothing the second time", async () => {
    const sourceId = await save(acme.ctx);
    expect(await run(acme.ctx, sourceId)).toMatchObject({
      status: "done",
      records: 7,
      created: 7,
      changed: 0,
      rejected: 0,
    });
    const [row] = await withTenantSql(acme.ctx, (db) =>
      db.sql<{ relations: string[] }>(
        "SELECT relations FROM entity WHERE tenant_id = $1::uuid AND ref = 'component:default/churn-model'",
        [db.tenantId],
      ),
    );
    expect(row?.relations).toContain("dependsOn dependencyOf component:default/clickstream");
    expect(await run(acme.ctx, sourceId)).toMatchObject({ created: 0, changed: 0, unchanged: 7, removed: 0 });
    const revisions = await withTenantSql(acme.ctx, (db) =>
      db.sql("SELECT cause FROM entity_revision WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    expect(revisions).toHaveLength(7);
    expect(revisions[0]).toMatchObject({ cause: { kind: "processor", name: "Inventory" } });
  });

  it.each([
    ["page numbers", { paging: { kind: "page", parameter: "page", first: 1 } }],
    ["offsets", { paging: { kind: "offset", parameter: "offset", sizeParameter: "size", size: 2 } }],
    ["the Link header", { paging: { kind: "link" } }],
  ])("follows %s to the end", async (_, read) => {
    expect(await run(acme.ctx, await save(acme.ctx, definitionOf({}, read)))).toMatchObject({
      records: 7,
      created: 7,
    });
  });

  it("reads a table as well as JSON, and signs in with a short-lived token", async () => {
    const exchange = {
      kind: "exchange",
      path: "/v1/token",
      body: '{"key":"{{secret.key}}"}',
      token: "accessToken",
    };
    const table = { path: "/v1/products.csv", format: "csv", paging: { kind: "none" }, query: {} };
    const mapping = `{ "kind": "System", "metadata": { "name": id }, "spec": { "owner": team } }`;
    const definition = definitionOf({ auth: exchange }, { ...table, mapping });
    expect(await run(acme.ctx, await save(acme.ctx, definition))).toMatchObject({
      status: "done",
      created: 3,
    });
  });

  it("rejects a record by row and reason, and keeps what it said of that entity before", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    await put([
      { id: "card-vault", name: "Card vault", team: null, uses: [] },
      { id: "tax-rates", name: "Tax", team: "payments", uses: [] },
      { id: "bad name!", name: "Bad", team: "payments", uses: [] },
    ]);
    const after = await run(acme.ctx, sourceId, true);
    expect(after).toMatchObject({ changed: 1, rejected: 2, removed: 5 });
    const rows = await withTenantSql(acme.ctx, (db) =>
      db.sql(
        "SELECT row, path, ref, reason FROM import_rejection WHERE tenant_id = $1::uuid AND run_id = $2::uuid ORDER BY row",
        [db.tenantId, after.id],
      ),
    );
    expect(rows).toMatchObject([
      { row: 1, path: "spec", ref: "component:default/card-vault", reason: "spec.owner is missing" },
      {
        row: 3,
        path: "metadata.name",
        reason: expect.stringContaining('metadata.name "bad name!" is not valid'),
      },
    ]);
    expect(await catalog(acme.ctx)).toEqual({
      "component:default/card-vault": "Card vault",
      "component:default/tax-rates": "Tax",
    });
  });

  it("counts as rejected what another source gives already, not as new, and takes it back with the run", async () => {
    await put([{ id: "card-vault", name: "Card vault", team: "payments", uses: [] }]);
    await run(acme.ctx, await save(acme.ctx));
    await put([
      { id: "card-vault", name: "Another card vault", team: "payments", uses: [] },
      { id: "tax-rates", name: "Tax", team: "payments", uses: [] },
    ]);
    const sourceId = await save(acme.ctx, definitionOf(), "Second");
    const counts = { records: 2, changed: 0, unchanged: 0, removed: 0, rejected: 1 };
    const made = await run(acme.ctx, sourceId);
    expect(made).toMatchObject({ ...counts, created: 1 });
    expect((await getRun(acme.ctx, { runId: made.id })).touched).toEqual([
      { ref: "component:default/card-vault", change: "waiting" },
      { ref: "component:default/tax-rates", change: "created" },
    ]);
    expect(await run(acme.ctx, sourceId)).toMatchObject({ ...counts, created: 0, unchanged: 1 });
    expect(await catalog(acme.ctx)).toMatchObject({ "component:default/card-vault": "Card vault" });
    const { runId } = await undoRun(acme.ctx, { runId: made.id });
    await performRun(acme.ctx, { runId });
    const left = await withTenantSql(acme.ctx, (db) => listSaidHashes(db, sourceId));
    expect(left).toEqual([]);
  });

  it("applies nothing when the source breaks in the middle", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    await put([{ id: "only", name: "Only", team: "payments", uses: [] }]);
    await control("knobs", { route: "services", status: 404 });
    const failed = await run(acme.ctx, sourceId);
    expect(failed).toMatchObject({
      status: "failed",
      problem: { message: expect.stringContaining("answered 404 to /v1/services") },
    });
    expect(Object.keys(await catalog(acme.ctx))).toHaveLength(7);
  });

  it("waits as long as it is asked to, and goes on after the last page it has", async () => {
    const sourceId = await save(acme.ctx);
    await control("limit", { requests: 2, retryAfterSeconds: 60 });
    const { runId } = await startRun(acme.ctx, { sourceId, confirmed: false });
    await expect(performRun(acme.ctx, { runId })).rejects.toThrow(RetryAt);
    expect(await withTenantSql(acme.ctx, (db) => findRun(db, runId))).toMatchObject({
      status: "waiting",
      records: 6,
    });
    await control("requests", undefined, "DELETE");
    await performRun(acme.ctx, { runId });
    expect(await ended(acme.ctx, runId)).toMatchObject({
      status: "done",
      records: 7,
      created: 7,
      problem: null,
    });
    expect(await control("requests", undefined, "GET")).toHaveLength(1);
  });

  it("sits out a short pause inside the run", async () => {
    await control("limit", { requests: 1, retryAfterSeconds: 0 });
    expect(await run(acme.ctx, await save(acme.ctx))).toMatchObject({ status: "done", created: 7 });
  });
});

// A loss here empties a customer's catalog because their inventory had a bad day.
describe("mass loss", () => {
  it("waits for a second run", async () => {
    const sourceId = await save(acme.ctx, definitionOf({}, { query: { size: "100" } }));
    await many(60);
    await run(acme.ctx, sourceId);
    await many(30);
    expect(await run(acme.ctx, sourceId)).toMatchObject({ removed: 0, held: 30, heldReason: "mass_loss" });
    expect(Object.keys(await catalog(acme.ctx))).toHaveLength(60);
    expect(await run(acme.ctx, sourceId)).toMatchObject({ removed: 30, held: 0 });
    expect(Object.keys(await catalog(acme.ctx))).toHaveLength(30);
  });

  it("waits for the admin, who agrees", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    await put([]);
    expect(await run(acme.ctx, sourceId)).toMatchObject({ removed: 0, held: 7, heldReason: "nothing_given" });
    expect(await run(acme.ctx, sourceId, true)).toMatchObject({ removed: 7, held: 0 });
    expect(await catalog(acme.ctx)).toEqual({});
  });
});

describe("undo", () => {
  it("gives back what a run changed and removed, and takes out what it created", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    const before = await catalog(acme.ctx);
    await put([
      { id: "card-vault", name: "Renamed", team: "payments", uses: [] },
      { id: "brand-new", name: "New", team: "payments", uses: [] },
    ]);
    const second = await run(acme.ctx, sourceId, true);
    expect(second).toMatchObject({ created: 1, changed: 1, removed: 6 });
    const undo = await undoRun(acme.ctx, { runId: second.id });
    await performRun(acme.ctx, undo);
    expect(await ended(acme.ctx, undo.runId)).toMatchObject({
      status: "done",
      trigger: "undo",
      created: 6,
      changed: 1,
      removed: 1,
    });
    expect(await catalog(acme.ctx)).toEqual(before);
    await expect(undoRun(acme.ctx, { runId: second.id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("goes backwards, run by run", async () => {
    const sourceId = await save(acme.ctx);
    const first = await run(acme.ctx, sourceId);
    await put([{ id: "one", name: "One", team: "payments", uses: [] }]);
    const second = await run(acme.ctx, sourceId, true);
    await expect(undoRun(acme.ctx, { runId: first.id })).rejects.toMatchObject({
      code: "conflict",
      details: { runId: second.id },
    });
    for (const { id } of [second, first]) {
      const undo = await undoRun(acme.ctx, { runId: id });
      await performRun(acme.ctx, undo);
      await ended(acme.ctx, undo.runId);
    }
    expect(await catalog(acme.ctx)).toEqual({});
  });
});

describe("a source", () => {
  it("that is removed takes along what only it said, its secrets and its runs", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    await performRun(acme.ctx, await removeSource(acme.ctx, { sourceId }));
    expect(await catalog(acme.ctx)).toEqual({});
    const left = await withTenantSql(acme.ctx, (db) =>
      db.sql(
        "SELECT 1 FROM secret WHERE tenant_id = $1::uuid AND starts_with(name, 'source:') UNION ALL SELECT 1 FROM import_run WHERE tenant_id = $1::uuid",
        [db.tenantId],
      ),
    );
    expect(left).toEqual([]);
  });

  // A loss here sends a customer's key to whoever may edit a source.
  it("asks for its secrets again when its address changes", async () => {
    const sourceId = await save(acme.ctx);
    const moved = definitionOf({ baseUrl: "https://elsewhere.example" });
    await expect(
      saveSource(acme.ctx, { sourceId, name: "Inventory", definition: moved, secrets: {} }),
    ).rejects.toThrow(/missing: key\. The address has changed/);
    await saveSource(acme.ctx, {
      sourceId,
      name: "Inventory",
      definition: { ...definitionOf(), mode: "add" },
      secrets: {},
    });
  });

  it("never follows a next page to another origin", async () => {
    await control("knobs", {
      route: "services",
      body: { items: [], next: null },
      headers: { link: '<http://127.0.0.1:1/steal>; rel="next"' },
    });
    const definition = definitionOf({}, { paging: { kind: "link" } });
    expect(await run(acme.ctx, await save(acme.ctx, definition))).toMatchObject({
      status: "failed",
      problem: { message: expect.stringContaining("which is not followed") },
    });
  });

  it("calls no private address that the operator has not allowed", async () => {
    const definition = definitionOf({ baseUrl: "http://169.254.169.254" });
    expect(await run(acme.ctx, await save(acme.ctx, definition))).toMatchObject({
      status: "failed",
      problem: { message: expect.stringContaining("is not public") },
    });
  });

  it("is nothing to another tenant, and refused to an editor", async () => {
    const sourceId = await save(acme.ctx);
    const globex = await makeTenant();
    await expect(startRun(globex.ctx, { sourceId, confirmed: false })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(removeSource(globex.ctx, { sourceId })).rejects.toMatchObject({ code: "not_found" });
    const editor = await acme.as("editor");
    for (const refused of [
      () => startRun(editor, { sourceId, confirmed: false }),
      () => save(editor),
      () => removeSource(editor, { sourceId }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
    const runs = await withTenantSql(acme.ctx, (db) => listRunRows(db, sourceId, { from: 0, limit: 5 }));
    expect(runs.total).toBe(0);
  });

  it("leaves no secret in the audit, the definition or a run", async () => {
    const sourceId = await save(acme.ctx);
    await run(acme.ctx, sourceId);
    const rows = await withTenantSql(acme.ctx, async (db) => [
      ...(await db.sql(
        "SELECT action, before, after FROM audit_event WHERE tenant_id = $1::uuid ORDER BY at",
        [db.tenantId],
      )),
      ...(await db.sql("SELECT definition FROM import_source WHERE tenant_id = $1::uuid", [db.tenantId])),
    ]);
    expect(rows.flatMap((row) => row.action ?? [])).toEqual([
      "catalog.source.created",
      "catalog.source.run-started",
      "catalog.source.run-finished",
    ]);
    expect(JSON.stringify(rows)).not.toContain(inventoryKey);
  });
});
