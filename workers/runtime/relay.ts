import { asSystem, listen } from "@/lib/platform/db";
import { OUTBOX_CHANNEL } from "@/lib/platform/jobs";
import { logger } from "@/lib/platform/log";
import type { Handler } from "./handler";
import type { Lane, Queue } from "./queues";
import { pruneOutbox, renewLease, sweepLost, takePending } from "./store";

const BATCH = 200;
const POLL_MS = 1_000;
const SWEEP_MS = 5_000;
const LEASE_RENEW_MS = 4_000;
const PRUNE_MS = 10 * 60_000;
/** A job the queue lost waits this long. One that only waits its turn is sent twice then, and claimed once. */
const QUEUED_FOR_SECONDS = 45;

/**
 * Moves outbox rows to BullMQ as they commit, puts back what the queue lost, keeps running jobs' leases alive.
 * Several relays may run: rows are taken with SKIP LOCKED.
 *
 * @returns stops it
 */
export function startRelay(
  queues: ReadonlyMap<Lane, Queue>,
  handlers: ReadonlyMap<string, Handler>,
  running: ReadonlySet<string>,
): () => Promise<void> {
  let stopped = false;
  let busy: Promise<void> | undefined;
  let again = false;

  async function drain(): Promise<void> {
    do {
      again = false;
      const jobs = await asSystem("relay", (db) => takePending(db, BATCH));
      for (const [lane, queue] of queues) {
        const mine = jobs.filter((job) => (handlers.get(job.job)?.job.lane ?? "prompt") === lane);
        if (mine.length === 0) continue;
        await queue.addBulk(
          mine.map((job) => ({
            name: job.job,
            data: { outboxId: job.id },
            opts: {
              jobId: `${job.id}-${job.attempts}-${Date.now()}`,
              priority: Math.min(job.rank, 2_000_000),
              removeOnComplete: true,
              removeOnFail: true,
            },
          })),
        );
      }
      if (jobs.length === BATCH) again = true;
    } while (again && !stopped);
  }

  function wake(): void {
    again = true;
    if (stopped || busy) return;
    busy = drain()
      .catch((error: unknown) =>
        logger().error({ err: error }, "relay failed; the rows stay and are sent with the next tick"),
      )
      .finally(() => {
        busy = undefined;
      });
  }

  const guard = (name: string, work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => logger().error({ err: error }, `${name} failed`));
  };
  const timers = [
    setInterval(wake, POLL_MS),
    setInterval(
      guard("sweep", async () => {
        const put = await asSystem("sweep", (db) => sweepLost(db, QUEUED_FOR_SECONDS));
        if (put > 0) {
          logger().warn({ jobs: put }, "jobs put back after their worker or queue lost them");
          wake();
        }
      }),
      SWEEP_MS,
    ),
    setInterval(
      guard("lease", async () => {
        if (running.size > 0) await asSystem("lease", (db) => renewLease(db, [...running]));
      }),
      LEASE_RENEW_MS,
    ),
    setInterval(
      guard("prune", () => asSystem("prune", pruneOutbox)),
      PRUNE_MS,
    ),
  ];
  const unlisten = listen(OUTBOX_CHANNEL, wake, wake);
  wake();
  return async () => {
    stopped = true;
    for (const timer of timers) clearInterval(timer);
    await unlisten();
    await busy;
  };
}
