import { asSystem } from "@/lib/platform/db";
import { messageOf, RetryAt, TerminalError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { contextOfJob } from "./context";
import type { Handler } from "./handler";
import { type ClaimedJob, claimJob, markDone, markFailed, markRetry } from "./store";

const BACKOFF_BASE_MS = 2_000;
// Fewer ends than `npm start` takes for a broken product (keep-child.ts), and more than a job meets that merely ran beside a bad one.
const LOSSES_MAX = 3;
const BACKOFF_MAX_MS = 5 * 60_000;

function backoffMs(attempts: number): number {
  const exponential = Math.min(BACKOFF_BASE_MS * 2 ** (attempts - 1), BACKOFF_MAX_MS);
  return exponential * (0.75 + Math.random() / 2);
}

async function withTimeout(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function perform(claimed: ClaimedJob, handler: Handler): Promise<void> {
  if (handler.runSystem) {
    return handler.runSystem(
      {
        requestId: claimed.requestId,
        log: logger().child({ job: claimed.job, requestId: claimed.requestId }),
      },
      claimed.payload,
    );
  }
  await handler.runTenant?.(contextOfJob(claimed), claimed.payload);
}

/**
 * Runs one job by its outbox row. Delivered twice, it runs once: the claim is a conditional update.
 *
 * The outcome is kept on the row: done, pending again at a time, or failed with its cause.
 */
export async function runJob(
  outboxId: string,
  handlers: ReadonlyMap<string, Handler>,
  running: Set<string>,
): Promise<void> {
  const claimed = await asSystem("claim-job", (db) => claimJob(db, outboxId));
  if (!claimed) return;
  const log = logger().child({
    job: claimed.job,
    outboxId,
    requestId: claimed.requestId,
    tenant: claimed.slug,
  });
  const handler = handlers.get(claimed.job);
  if (!handler) {
    log.warn("no handler for this job name; set aside");
    await asSystem("finish-job", (db) =>
      markFailed(db, outboxId, `No handler is registered for "${claimed.job}".`),
    );
    return;
  }
  if (claimed.losses >= LOSSES_MAX) {
    log.error({ losses: claimed.losses }, "job set aside: its workers end");
    await asSystem("finish-job", (db) =>
      markFailed(
        db,
        outboxId,
        `${claimed.losses} workers ended while they were at it. It is not tried again.`,
      ),
    );
    return;
  }
  running.add(outboxId);
  const startedAt = performance.now();
  try {
    await withTimeout(perform(claimed, handler), handler.job.timeoutMs);
    await asSystem("finish-job", (db) => markDone(db, outboxId));
    log.info({ ms: Math.round(performance.now() - startedAt) }, "job done");
  } catch (error) {
    await settle(claimed, handler, error);
    log.warn({ err: error, attempts: claimed.attempts }, "job did not finish");
  } finally {
    running.delete(outboxId);
  }
}

async function settle(claimed: ClaimedJob, handler: Handler, error: unknown): Promise<void> {
  const message = messageOf(error);
  await asSystem("finish-job", async (db) => {
    if (error instanceof RetryAt) return markRetry(db, claimed.id, error.at, message, false);
    if (error instanceof TerminalError || claimed.attempts >= handler.job.attemptsMax)
      return markFailed(db, claimed.id, message);
    return markRetry(db, claimed.id, new Date(Date.now() + backoffMs(claimed.attempts)), message, true);
  });
}
