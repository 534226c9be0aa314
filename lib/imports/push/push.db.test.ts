import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { listSources } from "../query/list-sources";
import { applyRun } from "./apply-run";
import { type PushAnswer, pushSet, readPush } from "./push-set";
import { receiveSet } from "./receive-set";

const component = (name: string, more: object = {}, metadata: object = {}) => ({
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: { name, ...metadata },
  spec: { type: "service", lifecycle: "production", owner: "payments", ...more },
});

async function* inPieces(body: string | Buffer, bytes = 7): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(body);
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes);
}

const lines = (...entities: readonly unknown[]) => entities.map((one) => JSON.stringify(one)).join("\n");

let ctx: TenantContext;
let working = true;

/** What the worker does in the product: applies the runs that are queued. */
async function work(): Promise<void> {
  while (working) {
    const runs = await withTenantSql(ctx, (db) =>
      db.sql<{ id: string }>(
        "SELECT id::text FROM push_run WHERE tenant_id = $1::uuid AND status = 'queued'",
        [db.tenantId],
      ),
    );
    for (const { id } of runs) await applyRun(ctx, id);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type PushOptions = { dryRun?: boolean; format?: "ndjson" | "json"; set?: string; turnMs?: number };

const send = (body: AsyncIterable<Uint8Array>, options: PushOptions = {}) =>
  pushSet(ctx, {
    set: "inventory",
    format: "ndjson",
    dryRun: false,
    waitMs: 10_000,
    ...options,
    body,
  });

/** With a worker while it goes on. */
async function withWorker<T>(pushes: () => Promise<T>): Promise<T> {
  working = true;
  const worker = work();
  try {
    return await pushes();
  } finally {
    working = false;
    await worker;
  }
}

const push = (body: string, options: PushOptions = {}) => pushBytes(Buffer.from(body), options);

const pushBytes = (body: Buffer, options: PushOptions = {}): Promise<PushAnswer> =>
  withWorker(() => send(inPieces(body), options));

const served = () =>
  withTenantSql(ctx, (db) =>
    db.sql<{ ref: string; version: number; served: string }>(
      "SELECT ref, version, served FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL ORDER BY ref",
      [db.tenantId],
    ),
  );

async function writes(): Promise<unknown> {
  const tables = [
    "source",
    "push_run",
    "push_chunk",
    "fragment",
    "entity",
    "entity_revision",
    "catalog_state",
    "outbox",
    "audit_event",
  ];
  return withTenantSql(ctx, (db) =>
    Promise.all(
      tables.map((table) =>
        db.sql(`SELECT xmin::text, ctid::text FROM ${table} WHERE tenant_id = $1::uuid ORDER BY 2`, [
          db.tenantId,
        ]),
      ),
    ),
  );
}

describe("a pushed set", () => {
  beforeAll(() => {
    working = false;
  });
  afterEach(() => {
    working = false;
  });

  it("is replaced as a whole, counted, and repeated without a write", async () => {
    ctx = (await makeTenant()).ctx;
    expect(await push(lines(component("a"), component("b"), component("c")))).toMatchObject({
      status: "done",
      received: 3,
      created: 3,
      changed: 0,
      unchanged: 0,
      removed: 0,
      rejected: [],
    });
    const before = await writes();
    expect(await push(lines(component("c"), component("a"), component("b")))).toMatchObject({
      created: 0,
      unchanged: 3,
      removed: 0,
    });
    expect(await writes()).toEqual(before);

    expect(
      await push(lines(component("a"), component("b", { owner: "search" }), component("d"))),
    ).toMatchObject({
      created: 1,
      changed: 1,
      unchanged: 1,
      removed: 1,
    });
    const now = await served();
    expect(now.map(({ ref, version }) => `${ref} ${version}`)).toEqual([
      "component:default/a 1",
      "component:default/b 2",
      "component:default/d 1",
    ]);
    expect(JSON.parse(now[1]?.served ?? "{}")).toMatchObject({
      metadata: { annotations: { "backstage.io/managed-by-location": "push:inventory" } },
      spec: { owner: "search" },
    });
  });

  it("takes the good entities and names row, cause and fix of the others", async () => {
    ctx = (await makeTenant()).ctx;
    const body = [
      lines(component("good")),
      "",
      "{ not json",
      lines({ ...component("x"), kind: "component" }),
      lines(component("good", { owner: "other" })),
      lines(component("no spaces in names")),
      lines(component("fine")),
    ].join("\r\n");
    const answer = await push(body);
    expect(answer).toMatchObject({ received: 6, created: 2, rejectedTotal: 4 });
    expect(answer.rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [3, expect.stringContaining("not JSON")],
      [4, expect.stringContaining('kind "component"')],
      [5, "component:default/good is given already in row 1"],
      [6, expect.stringContaining("metadata.name")],
    ]);
    expect(answer.rejected[1]?.fix).toContain("kind: Component");
    // A second mention is told also when the first is as before.
    const again = await push(
      lines(component("good"), component("good", { owner: "other" }), component("fine")),
    );
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2, rejectedTotal: 1, removed: 0 });
  });

  it("rejects lines that no JSON can be, and mistakes none of their neighbours", async () => {
    ctx = (await makeTenant()).ctx;
    const raw = (name: string, char: string) =>
      JSON.stringify(component(name)).replace(name, `${name}${char}`);
    const body = Buffer.concat([
      Buffer.from(`\ufeff${lines(component("a"))}\n${raw("b", "\u001e")}\n${lines(component("c"))}\n`),
      Buffer.from(`${raw("d", "\0")}\n`),
      Buffer.from(raw("e", "\xff"), "latin1"),
      Buffer.from(`\n${lines(component("f"))}`),
    ]);
    const answer = await pushBytes(body);
    expect(answer.rejected.map(({ row, reason }) => [row, reason])).toEqual([
      [2, expect.stringContaining("control character")],
      [4, expect.stringContaining("control character")],
      [5, "not valid UTF-8"],
    ]);
    expect((await served()).map((row) => row.ref)).toEqual(
      ["a", "c", "f"].map((name) => `component:default/${name}`),
    );
  });

  // What a lost chunk gave would be taken out of the catalog.
  it("takes nothing out when part of a body is lost on its way to the worker", async () => {
    ctx = (await makeTenant()).ctx;
    await push(lines(component("a"), component("b")));
    const { runId = "" } = await receiveSet(ctx, {
      set: "inventory",
      format: "ndjson",
      body: inPieces(lines(component("a"), component("c"))),
      dryRun: false,
    });
    await withTenantSql(ctx, (db) =>
      db.sql("DELETE FROM push_chunk WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    await expect(applyRun(ctx, runId)).rejects.toThrow(/0 of its 1 chunks/);
    expect((await served()).map((row) => row.ref)).toEqual(["component:default/a", "component:default/b"]);
  });

  it("keeps the last good version of an entity that is given wrongly now", async () => {
    ctx = (await makeTenant()).ctx;
    await push(lines(component("a"), component("b"), component("c")));
    const answer = await push(lines(component("a"), { ...component("b"), spec: { owner: 7 } }));
    expect(answer).toMatchObject({ unchanged: 1, removed: 1, rejectedTotal: 1 });
    expect((await served()).map((row) => row.ref)).toEqual(["component:default/a", "component:default/b"]);
  });

  // A proxy's error page in place of one entity would otherwise cost the set its entities.
  it.each([
    ["no UTF-8", Buffer.from([0x1f, 0x8b, 0xff, 0x00])],
    ["no JSON", Buffer.from("<html>502 bad gateway</html>")],
    ["no name", Buffer.from('{"kind":"Component"}')],
  ])("removes nothing while a row has %s, and says what it holds back", async (_, row) => {
    ctx = (await makeTenant()).ctx;
    await push(lines(component("a"), component("b"), component("c")));
    const body = Buffer.concat([Buffer.from(`${lines(component("a"))}\n`), row]);
    const held = { unchanged: 1, removed: 0, rejectedTotal: 1, held: 2 };
    const heldReason = expect.stringMatching(/rejected rows without a ref \(1, the first is row 2\)/);
    expect(await pushBytes(body, { dryRun: true })).toMatchObject({ ...held, heldReason });
    const answer = await pushBytes(body);
    expect(answer).toMatchObject({ ...held, heldReason });
    expect(await readPush(ctx, "inventory", answer.run ?? "")).toMatchObject({ held: 2, heldReason });
    expect(await listSources(ctx)).toMatchObject([{ name: "inventory", health: "attention", held: 2 }]);
    expect(await served()).toHaveLength(3);
    expect(await push("")).toMatchObject({ removed: 3, held: 0, heldReason: null });
  });

  it("reads {entities: […]} as it comes, and says what is wrong with another frame", async () => {
    ctx = (await makeTenant()).ctx;
    const tricky = component("tricky", { note: 'a "quoted" } ] \\ text' });
    expect(
      await push(JSON.stringify({ entities: [component("a"), tricky] }, undefined, 2), { format: "json" }),
    ).toMatchObject({
      created: 2,
    });
    expect(JSON.parse((await served())[1]?.served ?? "{}").spec.note).toBe('a "quoted" } ] \\ text');
    expect(await push('{"entities":[]}', { format: "json" })).toMatchObject({ removed: 2, received: 0 });
    for (const bad of [
      '[{"kind":"Component"}]',
      '{"entities":[1]}',
      '{"entities":[{}',
      '{"entities":[{}]} more',
      "",
    ])
      await expect(push(bad, { format: "json" })).rejects.toThrow(/entities/);
  });

  it("says in a dry run what would happen, and leaves nothing", async () => {
    ctx = (await makeTenant()).ctx;
    expect(await push(lines(component("a")), { dryRun: true })).toMatchObject({ dryRun: true, created: 1 });
    expect(await served()).toEqual([]);
    expect(
      await withTenantSql(ctx, (db) =>
        db.sql("SELECT 1 FROM source WHERE tenant_id = $1::uuid", [db.tenantId]),
      ),
    ).toEqual([]);
    await push(lines(component("a"), component("b")));
    expect(await push(lines(component("a", { owner: "z" }), component("c")), { dryRun: true })).toMatchObject(
      {
        created: 1,
        changed: 1,
        removed: 1,
      },
    );
    expect((await served()).map((row) => row.ref)).toEqual(["component:default/a", "component:default/b"]);
  });

  it("keeps sets apart and says which one has a name", async () => {
    ctx = (await makeTenant()).ctx;
    await push(lines(component("shared"), component("one")), { set: "first" });
    const answer = await push(lines(component("shared", { owner: "x" }), component("two")), {
      set: "second",
    });
    expect(answer).toMatchObject({ created: 1, rejectedTotal: 1 });
    expect(answer.rejected[0]?.reason).toContain("given already by first");
    await push("", { set: "first" });
    expect((await served()).map((row) => row.ref)).toEqual([
      "component:default/shared",
      "component:default/two",
    ]);
  });

  it("refuses who may not manage sources, bad names, and another tenant's run", async () => {
    const tenant = await makeTenant();
    ctx = tenant.ctx;
    const input = { set: "inventory", format: "ndjson" as const, dryRun: false };
    await expect(receiveSet(await tenant.as("viewer"), { ...input, body: inPieces("") })).rejects.toThrow(
      /catalog.entity.write/,
    );
    await expect(receiveSet(ctx, { ...input, set: "../etc", body: inPieces("") })).rejects.toThrow(
      /not a name for a set/,
    );
    const { run } = await push(lines(component("a")));
    const other = (await makeTenant()).ctx;
    await expect(readPush(other, "inventory", run ?? "")).rejects.toThrow(/no run/);
    expect(await readPush(ctx, "inventory", run ?? "")).toMatchObject({ created: 1 });
  });

  // A wrong 200 here is a set that silently holds something else than its sender was told.
  it("holds what a slow body says although another one replaced the set meanwhile", async () => {
    ctx = (await makeTenant()).ctx;
    await push(lines(component("x"), component("y")));
    const overtaken = (...rest: readonly unknown[]) =>
      withWorker(() =>
        send(
          (async function* () {
            yield Buffer.from(`${lines(component("x"))}\n`);
            await send(inPieces(lines(component("z"))));
            yield Buffer.from(lines(component("y"), ...rest));
          })(),
        ),
      );
    expect(await overtaken()).toMatchObject({ received: 2, created: 2, unchanged: 0, removed: 1 });
    expect((await served()).map((row) => row.ref)).toEqual(["component:default/x", "component:default/y"]);
    expect(await overtaken(component("new"))).toMatchObject({ received: 3, created: 3, removed: 1 });
    expect(await served()).toHaveLength(3);
  });

  it("refuses a slow body that was overtaken and is too large to be compared anew", async () => {
    ctx = (await makeTenant()).ctx;
    const large = ["p", "q", "r"].map((name) => component(name, { note: name.repeat(1_900_000) }));
    await push(lines(...large));
    const answer = withWorker(() =>
      send(
        (async function* () {
          yield Buffer.from(`${lines(...large)}\n`);
          await send(inPieces(lines(component("z"))));
        })(),
      ),
    );
    await expect(answer).rejects.toThrow(/was replaced by another request \(run .*send it again/);
    expect((await served()).map((row) => row.ref)).toEqual(["component:default/z"]);
  });

  it("is replaced by one request after the other when several come at once", async () => {
    ctx = (await makeTenant()).ctx;
    for (const round of [1, 2]) {
      const answers = await withWorker(() =>
        Promise.all(
          ["a", "b", "c", "d"].map((name) =>
            send(inPieces(lines(component(name), component("0", { note: `${round}` })))),
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(["done", "done", "done", "done"]);
      const refs = (await served()).map((row) => row.ref);
      expect(refs).toEqual(["component:default/0", expect.stringMatching(/^component:default\/[abcd]$/)]);
    }
  });

  it("is told which request is in the way when that one does not end", async () => {
    ctx = (await makeTenant()).ctx;
    const { runId = "" } = await receiveSet(ctx, {
      set: "inventory",
      format: "ndjson",
      body: inPieces(lines(component("a"))),
      dryRun: false,
    });
    const refused = { code: "conflict", message: expect.stringContaining(runId), details: { run: runId } };
    await expect(send(inPieces(lines(component("b"))), { turnMs: 200 })).rejects.toMatchObject(refused);
    expect(runId).not.toBe("");
  });

  it("can be pushed again after an upload that broke off", async () => {
    ctx = (await makeTenant()).ctx;
    async function* broken(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 1_200; i++) yield Buffer.from(`${lines(component(`c${i}`))}\n`);
      throw new Error("connection reset");
    }
    await expect(
      receiveSet(ctx, { set: "inventory", format: "ndjson", dryRun: false, body: broken() }),
    ).rejects.toThrow("connection reset");
    expect(await served()).toEqual([]);
    expect(await push(lines(component("a")))).toMatchObject({ created: 1 });
  });
});
