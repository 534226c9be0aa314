import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { asSystem, closeDatabase, withTenantSql } from "@/lib/platform/db";
import { RetryAt, TerminalError } from "@/lib/platform/errors";
import { defineJob, enqueue } from "@/lib/platform/jobs";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { handler } from "./handler";
import { runJob } from "./run-job";
import { type PendingJob, sweepLost, takePending } from "./store";

const name = `test.do-${randomUUID().slice(0, 8)}`;
const job = defineJob({
  name,
  scope: "tenant",
  payload: z.object({ key: z.string() }),
  dedupeKey: ({ key }) => key,
  attemptsMax: 2,
  timeoutMs: 5_000,
  lane: "prompt",
});

let tenant: TestTenant;
let calls: { tenantId: string; key: string }[];
let act: () => void;

const handlers = new Map([
  [
    name,
    handler(job, async (ctx, { key }) => {
      calls.push({ tenantId: ctx.tenantId, key });
      act();
    }),
  ],
]);

type Row = { id: string; status: string; attempts: number; error: string | null; due: boolean };
const rowsOf = (key: string) =>
  asSystem("test", (db) =>
    db.sql<Row>(
      "SELECT id::text, status, attempts, error, available_at <= now() AS due FROM outbox WHERE job = $1 AND payload->>'key' = $2 ORDER BY created_at",
      [name, key],
    ),
  );
const add = (key: string) => withTenantSql(tenant.ctx, (db) => enqueue(db, job, { key }));
async function take(key: string): Promise<string> {
  const [row] = await asSystem("test", (db) =>
    db.sql<{ id: string }>(
      "UPDATE outbox SET status = 'queued', queued_at = now() WHERE job = $1 AND payload->>'key' = $2 AND status = 'pending' RETURNING id::text",
      [name, key],
    ),
  );
  if (!row) throw new Error("nothing pending");
  return row.id;
}

beforeAll(async () => {
  tenant = await makeTenant();
});
afterAll(closeDatabase);

async function fresh(): Promise<string> {
  calls = [];
  act = () => undefined;
  const key = randomUUID();
  await add(key);
  return key;
}

it("runs a job once although it is delivered five times at once", async () => {
  const key = await fresh();
  const id = await take(key);
  await Promise.all(Array.from({ length: 5 }, () => runJob(id, handlers, new Set())));
  expect(calls).toEqual([{ tenantId: tenant.ctx.tenantId, key }]);
  expect(await rowsOf(key)).toMatchObject([{ status: "done", attempts: 1 }]);
});

it("makes one job of two requests for the same work", async () => {
  const key = await fresh();
  await add(key);
  expect(await rowsOf(key)).toHaveLength(1);
});

it("writes no job when the transaction that asked for it fails", async () => {
  calls = [];
  const key = randomUUID();
  const failed = withTenantSql(tenant.ctx, async (db) => {
    await enqueue(db, job, { key });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await rowsOf(key)).toEqual([]);
});

it("tries again after a failure and sets a job aside with its cause after the last try", async () => {
  const key = await fresh();
  act = () => {
    throw new Error("the cause");
  };
  await runJob(await take(key), handlers, new Set());
  expect(await rowsOf(key)).toMatchObject([
    { status: "pending", attempts: 1, error: "the cause", due: false },
  ]);
  await runJob(await take(key), handlers, new Set());
  expect(await rowsOf(key)).toMatchObject([{ status: "failed", attempts: 2, error: "the cause" }]);
});

it("waits for a limit without counting it as a failed try", async () => {
  const key = await fresh();
  act = () => {
    throw new RetryAt(new Date(Date.now() + 60_000), "limited");
  };
  await runJob(await take(key), handlers, new Set());
  expect(await rowsOf(key)).toMatchObject([{ status: "pending", attempts: 0, due: false, error: "limited" }]);
});

it("does not repeat what cannot succeed", async () => {
  const key = await fresh();
  act = () => {
    throw new TerminalError("gone");
  };
  await runJob(await take(key), handlers, new Set());
  expect(await rowsOf(key)).toMatchObject([{ status: "failed", attempts: 1, error: "gone" }]);
});

/** The worker that runs the job ends, and the sweeper finds it. */
async function loseWorker(id: string): Promise<void> {
  await asSystem("test", async (db) => {
    await db.sql(
      "UPDATE outbox SET status = 'running', lease_until = now() - interval '1 second' WHERE id = $1::uuid",
      [id],
    );
    await sweepLost(db, 120);
  });
}

// What would be lost: the work of a worker that is killed (security.md D1).
it("hands the job of a silent worker to another", async () => {
  const key = await fresh();
  await loseWorker(await take(key));
  expect(await rowsOf(key)).toMatchObject([{ status: "pending" }]);
  await runJob(await take(key), handlers, new Set());
  expect(calls).toHaveLength(1);
});

// What would be lost: the whole product, with every tenant, to one job that takes its worker along each time it is tried.
it("sets a job aside whose workers end again and again", async () => {
  const key = await fresh();
  for (let end = 1; end <= 3; end++) {
    await loseWorker(await take(key));
  }
  await runJob(await take(key), handlers, new Set());
  expect(calls).toEqual([]);
  expect(await rowsOf(key)).toMatchObject([
    { status: "failed", error: "3 workers ended while they were at it. It is not tried again." },
  ]);
});

// What would be lost: small tenants waiting for a large one (stack.md 4).
it("ranks a tenant's jobs by how many it already has outstanding", async () => {
  const other = await makeTenant();
  const keys = Array.from({ length: 3 }, () => randomUUID());
  await withTenantSql(other.ctx, async (db) => {
    for (const key of keys) await enqueue(db, job, { key });
  });
  // Other tests' jobs wait in the same table: what is taken here is put back by the rollback.
  let taken: readonly PendingJob[] = [];
  const undone = asSystem("test", async (db) => {
    taken = (await takePending(db, 10_000)).filter((entry) => entry.job === name);
    throw new Error("roll back");
  });
  await expect(undone).rejects.toThrow("roll back");
  expect(taken.map((entry) => entry.rank).sort()).toEqual(expect.arrayContaining([1, 2, 3]));
});
