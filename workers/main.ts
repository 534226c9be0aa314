import { createServer } from "node:http";
import { config } from "@/lib/platform/config";
import { closeDatabase } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";
import { handlers } from "./registry";
import { LANES, type Lane, openBackend, type Queue, type QueueData } from "./runtime/queues";
import { startRelay } from "./runtime/relay";
import { runJob } from "./runtime/run-job";
import { startSchedules } from "./runtime/schedules";
import { schedules } from "./schedules";

/** Jobs at once per lane: bulk work leaves connections for the prompt lane. */
const CONCURRENCY: Readonly<Record<Lane, number>> = { prompt: 4, bulk: 2 };

const byName = new Map(handlers.map((entry) => [entry.job.name, entry]));
const running = new Set<string>();
const backend = openBackend();

const queues = new Map<Lane, Queue>();
for (const lane of LANES)
  queues.set(lane, new backend.Queue(`portico-${lane}`, { connection: backend.connection }));

const workers = LANES.map((lane) => {
  const worker = new backend.Worker<QueueData>(
    `portico-${lane}`,
    (job) => runJob(job.data.outboxId, byName, running),
    {
      connection: backend.connection,
      concurrency: CONCURRENCY[lane],
      // Retries and crash recovery are the outbox row's business; the queue only delivers.
      maxStalledCount: 1_000,
      // A killed worker's deliveries go to another within half a minute.
      lockDuration: 15_000,
      stalledInterval: 10_000,
    },
  );
  worker.on("error", (error) => logger().error({ err: error, lane }, "queue worker"));
  return worker;
});

const stopRelay = startRelay(queues, byName, running);
const stopSchedules = startSchedules(schedules);

const { WORKER_HEALTH_PORT } = config();
const health = WORKER_HEALTH_PORT
  ? createServer((_request, response) =>
      response.end(JSON.stringify({ status: "ok", running: running.size })),
    ).listen(WORKER_HEALTH_PORT, "127.0.0.1")
  : undefined;

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger().info({ signal, running: running.size }, "draining");
  stopSchedules();
  await stopRelay();
  await Promise.all(workers.map((worker) => worker.close()));
  await Promise.all([...queues.values()].map((queue) => queue.close()));
  await backend.close();
  health?.close();
  await closeDatabase();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
logger().info({ handlers: byName.size, backend: config().REDIS_URL ? "redis" : "postgres" }, "workers ready");
