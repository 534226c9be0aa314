import type { z } from "zod";
import { asSystem } from "@/lib/platform/db";
import { enqueue, type JobDefinition } from "@/lib/platform/jobs";
import { logger } from "@/lib/platform/log";

type Schedule = {
  readonly job: JobDefinition<string, z.ZodType>;
  readonly everyMs: number;
  readonly payload: unknown;
};

/** A system job on a clock. The payload is what every tick enqueues. */
export function every<P extends z.ZodType>(
  everyMs: number,
  job: JobDefinition<string, P>,
  payload: z.input<P>,
): Schedule {
  return { job, everyMs, payload };
}

/**
 * Ticks schedules. Each tick enqueues under a dedupe key of the period, and only if that period has not been enqueued:
 * three workers starting together make one job.
 */
export function startSchedules(schedules: readonly Schedule[]): () => void {
  const timers = schedules.map((schedule) => {
    const tick = () => {
      const period = Math.floor(Date.now() / schedule.everyMs);
      const key = `${schedule.job.name}@${period}`;
      asSystem("schedule", async (db) => {
        await db.sql("SELECT pg_advisory_xact_lock(hashtext($1))", [key]);
        const done = await db.sql(
          "SELECT 1 FROM outbox WHERE tenant_id IS NULL AND job = $1 AND request_id = $2 LIMIT 1",
          [schedule.job.name, key],
        );
        if (done.length === 0) await enqueue(db, schedule.job, schedule.payload, { requestId: key });
      }).catch((error: unknown) =>
        logger().error(
          { err: error, job: schedule.job.name },
          "schedule tick failed; the next one tries again",
        ),
      );
    };
    tick();
    return setInterval(tick, Math.min(schedule.everyMs, 60_000));
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
