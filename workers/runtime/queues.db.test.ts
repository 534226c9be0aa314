import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, inject, it, vi } from "vitest";
import { z } from "zod";
import { asSystem, closeDatabase, withTenantSql } from "@/lib/platform/db";
import { defineJob, enqueue } from "@/lib/platform/jobs";
import { makeTenant } from "@/lib/testing";
import { handler } from "./handler";
import { openBackend, type Queue } from "./queues";
import { runJob } from "./run-job";

const redisUrl = inject("redisUrl");
const backends = [
  { name: "Postgres", settings: { REDIS_URL: undefined, APP_DATABASE_URL: inject("appUrl") } },
  ...(redisUrl
    ? [{ name: "Redis", settings: { REDIS_URL: redisUrl, APP_DATABASE_URL: inject("appUrl") } }]
    : []),
];

afterAll(closeDatabase);

// What would be lost: work that was asked for and never done, on either of the two queues we promise.
describe.each(backends)("the queue on $name", ({ settings }) => {
  it("carries jobs from the outbox to their handlers, each once", async () => {
    const job = defineJob({
      name: `test.carry-${randomUUID().slice(0, 8)}`,
      scope: "tenant",
      payload: z.object({ key: z.number() }),
      attemptsMax: 3,
      timeoutMs: 5_000,
      lane: "prompt",
    });
    const done: number[] = [];
    const handlers = new Map([[job.name, handler(job, async (_ctx, { key }) => void done.push(key))]]);
    const backend = openBackend(settings);
    const name = `test-${randomUUID().slice(0, 8)}`;
    const queue: Queue = new backend.Queue(name, { connection: backend.connection });
    const running = new Set<string>();
    const worker = new backend.Worker(name, (item) => runJob(item.data.outboxId, handlers, running), {
      connection: backend.connection,
      concurrency: 4,
    });
    const tenant = await makeTenant();
    try {
      await withTenantSql(tenant.ctx, async (db) => {
        for (let key = 0; key < 20; key++) await enqueue(db, job, { key });
      });
      // The relay's part, for this test's jobs only: others' wait in the same table.
      const rows = await asSystem("test", (db) =>
        db.sql<{ id: string }>(
          "UPDATE outbox SET status = 'queued', queued_at = now() WHERE job = $1 RETURNING id::text",
          [job.name],
        ),
      );
      await queue.addBulk(rows.map(({ id }) => ({ name: job.name, data: { outboxId: id } })));
      await vi.waitFor(() => expect(done).toHaveLength(20), { timeout: 15_000 });
      expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, key) => key));
    } finally {
      await worker.close();
      await queue.close();
      await backend.close();
    }
  });
});
