import {
  createPostgresBackend,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import { type Config, config } from "@/lib/platform/config";

export type Lane = "prompt" | "bulk";
export const LANES: readonly Lane[] = ["prompt", "bulk"];

/** What BullMQ carries: the id of the outbox row, which holds everything else. */
export type QueueData = { readonly outboxId: string };

type Backend = {
  readonly Queue: typeof Queue;
  readonly Worker: typeof Worker;
  readonly connection: QueueOptions["connection"];
  readonly close: () => Promise<void>;
};

/** BullMQ on Redis when REDIS_URL is set, on Postgres otherwise; the same classes either way. */
export function openBackend(
  { REDIS_URL, APP_DATABASE_URL }: Pick<Config, "REDIS_URL" | "APP_DATABASE_URL"> = config(),
): Backend {
  if (REDIS_URL) {
    const redis = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
    return { Queue, Worker, connection: redis, close: async () => redis.disconnect() };
  }
  const postgres = withBackend(createPostgresBackend);
  const connection = {
    connectionString: APP_DATABASE_URL,
    schema: "bullmq",
    max: 6,
    // The outbox row is the truth and is re-sent when the queue loses it, so the queue need not wait for the disk.
    options: "-c synchronous_commit=off",
  };
  // withBackend returns BullMQ's own classes bound to the other store; its types name them separately.
  return {
    ...(postgres as unknown as Pick<Backend, "Queue" | "Worker">),
    connection: connection as unknown as Backend["connection"],
    close: async () => undefined,
  };
}

export type { Queue, Worker, WorkerOptions };
