import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decideConflict, listConflicts } from "@/lib/catalog";
import { applyRun } from "@/lib/imports";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { made } from "../seed-entities";
import { type Machine, startMachine } from "../testing";

let machine: Machine;
let ctx: TenantContext;
let call: Awaited<ReturnType<Machine["as"]>>;
let working = true;
let worker: Promise<void>;

/** What the worker does in the product: applies the runs that are queued. */
async function work(): Promise<void> {
  while (working) {
    const at = ctx;
    const runs = await withTenantSql(at, (db) =>
      db.sql<{ id: string }>(
        "SELECT id::text FROM push_run WHERE tenant_id = $1::uuid AND status = 'queued'",
        [db.tenantId],
      ),
    );
    for (const { id } of runs) await applyRun(at, id);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  machine = await startMachine();
  ctx = (await makeTenant()).ctx;
  worker = work();
});
afterAll(async () => {
  working = false;
  await worker;
  await machine.close();
});
beforeEach(async () => {
  ctx = (await makeTenant()).ctx;
  call = await machine.as(ctx, ["catalog.entity.read", "catalog.entity.write"]);
});

const lines = (...names: readonly string[]) =>
  names.map((name) => JSON.stringify(made("Component", name))).join("\n");

async function put(body: BodyInit, headers: Readonly<Record<string, string>> = {}, at = "inventory?") {
  const answer = await call(`/catalog/sets/${at}&wait=true`, {
    method: "PUT",
    headers: { "content-type": "application/x-ndjson", ...headers },
    body,
  });
  return { status: answer.status, ...(await answer.json()) };
}

const names = async () => {
  const answer = await call("/catalog/entities?fields=metadata.name&order=asc:metadata.name");
  const entities: { metadata: { name: string } }[] = await answer.json();
  return entities.map(({ metadata }) => metadata.name);
};

describe("the encoding of a pushed body", () => {
  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ])("reads %s as what it unpacks to", async (encoding, pack) => {
    const body = lines("a", "b", "c");
    expect(await put(body)).toMatchObject({ created: 3 });
    const packed = new Uint8Array(pack(body));
    expect(await put(packed, { "content-encoding": encoding })).toMatchObject({
      status: "done",
      received: 3,
      unchanged: 3,
      removed: 0,
    });
  });

  it("counts the size of one entity unpacked", async () => {
    const long = JSON.stringify(made("Component", "long", { spec: { note: "x".repeat(2 * 1024 * 1024) } }));
    const packed = new Uint8Array(gzipSync(`${lines("a")}\n${long}`));
    expect(await put(packed, { "content-encoding": "gzip" })).toMatchObject({
      created: 1,
      rejected: [{ row: 2, reason: expect.stringContaining("larger than 2 MiB") }],
    });
  });

  // Each of these would otherwise read as a set that lost its entities.
  it("says that a broken body is broken, and changes nothing", async () => {
    await put(lines("a", "b"));
    const whole = gzipSync(lines("a", "c"));
    for (const broken of [whole.subarray(0, -12), Buffer.from(lines("a")), Buffer.alloc(0)]) {
      const refused = await put(new Uint8Array(broken), { "content-encoding": "gzip" });
      expect(refused.error).toMatchObject({
        code: "invalid_input",
        message: expect.stringMatching(/not whole or not gzip/),
      });
      expect(refused.response.statusCode).toBe(400);
    }
    expect(await names()).toEqual(["a", "b"]);
  });

  it("refuses an encoding it does not read, and names those it does", async () => {
    await put(lines("a"));
    const refused = await put(lines("b"), { "content-encoding": "br" });
    expect(refused.response.statusCode).toBe(415);
    expect(refused.error.message).toMatch(/"br".*gzip or deflate/);
    expect(await names()).toEqual(["a"]);
  });

  it("answers what is wrong with a packed or plain body that goes on after its fault", async () => {
    const body = `[${"x".repeat(3_000_000)}`;
    for (const [headers, bytes] of [
      [{}, Buffer.from(body)],
      [{ "content-encoding": "gzip" }, gzipSync(body)],
    ] as const) {
      const refused = await put(new Uint8Array(bytes), { "content-type": "application/json", ...headers });
      expect(refused.error.message).toContain("entities");
      // Over the same connection, which must not be left in the middle of a body.
      expect(await put(lines("a"))).toMatchObject({ received: 1, rejectedTotal: 0 });
    }
  });
});

describe("what a set says and the catalog does not serve", () => {
  const rejectedIn = (row: number) => ({
    rejected: [{ row, ref: "component:default/cc", reason: expect.stringContaining("given already by c1") }],
    rejectedTotal: 1,
  });

  it("is said by every push, with its row, and the counts add up", async () => {
    await put(lines("cc"), {}, "c1?");
    const none = { created: 0, changed: 0, unchanged: 0, removed: 0, held: 0 };
    expect(await put(lines("cd", "cc"), {}, "c2?")).toMatchObject({ ...none, ...rejectedIn(2), created: 1 });
    const again = { ...none, ...rejectedIn(2), received: 2, unchanged: 1, run: null };
    expect(await put(lines("cd", "cc"), {}, "c2?")).toMatchObject(again);
    expect(await put(lines("cd", "cc"), {}, "c2?dryRun=true")).toMatchObject(again);
    const changed = JSON.stringify(made("Component", "cd", { spec: { owner: "other" } }));
    for (const at of ["c2?dryRun=true", "c2?"])
      expect(await put(`${lines("cc")}\n${changed}`, {}, at)).toMatchObject({
        ...none,
        ...rejectedIn(1),
        received: 2,
        changed: 1,
      });
  });

  it("is the other set's, once an admin has chosen", async () => {
    await put(lines("cc"), {}, "c1?");
    await put(lines("cc"), {}, "c2?");
    const { items } = await listConflicts(ctx, { page: 1 });
    const claim = items[0]?.claims.find(({ source }) => source === "c2");
    await decideConflict(ctx, {
      ref: "component:default/cc",
      sourceId: claim?.sourceId ?? "",
      sourceKey: claim?.sourceKey ?? "",
      reason: "theirs now",
    });
    expect(await put(lines("cc"), {}, "c2?")).toMatchObject({ unchanged: 1, rejectedTotal: 0 });
    expect(await put(lines("cc"), {}, "c1?")).toMatchObject({
      unchanged: 0,
      rejected: [{ row: 1, reason: expect.stringContaining("given already by c2") }],
    });
  });

  it("names what was taken out by hand until it is restored", async () => {
    await put(lines("a", "b"));
    const { metadata } = await (await call("/catalog/entities/by-name/component/default/b")).json();
    await call(`/catalog/entities/by-uid/${metadata.uid}`, { method: "DELETE" });
    expect(await put(lines("a", "b"))).toMatchObject({
      unchanged: 1,
      rejected: [
        {
          row: 2,
          ref: "component:default/b",
          reason: expect.stringContaining("taken out of the catalog by hand"),
          fix: expect.stringContaining("Restore it under Orphans"),
        },
      ],
      rejectedTotal: 1,
    });
    await call("/catalog/orphans/restore", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ uids: [metadata.uid], reason: "still in use" }),
    });
    expect(await put(lines("a", "b"))).toMatchObject({ unchanged: 2, rejectedTotal: 0 });
  });

  it("comes back when the set says something new of it", async () => {
    await put(lines("a"));
    const { metadata } = await (await call("/catalog/entities/by-name/component/default/a")).json();
    await call(`/catalog/entities/by-uid/${metadata.uid}`, { method: "DELETE" });
    const changed = JSON.stringify(made("Component", "a", { spec: { owner: "other" } }));
    expect(await put(changed)).toMatchObject({ changed: 1, rejectedTotal: 0 });
    expect(await names()).toEqual(["a"]);
  });
});
