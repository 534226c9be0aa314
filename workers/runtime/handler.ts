import type { z } from "zod";
import type { TenantContext } from "@/lib/platform/context";
import type { JobDefinition } from "@/lib/platform/jobs";
import type { Logger } from "@/lib/platform/log";

/** What a job of scope `system` gets instead of a tenant. */
export type SystemRun = { readonly requestId: string; readonly log: Logger };

/** A job and what does it, ready for the registry. */
export type Handler = {
  readonly job: JobDefinition;
  readonly runTenant?: (ctx: TenantContext, payload: unknown) => Promise<void>;
  readonly runSystem?: (run: SystemRun, payload: unknown) => Promise<void>;
};

/** Binds a tenant job to its work; the payload is parsed again on this side. */
export function handler<P extends z.ZodType>(
  job: JobDefinition<string, P>,
  work: (ctx: TenantContext, payload: z.infer<P>) => Promise<void>,
): Handler {
  return { job, runTenant: (ctx, payload) => work(ctx, job.payload.parse(payload)) };
}

/** Binds a system job (webhook deliveries, schedules) to its work. */
export function systemHandler<P extends z.ZodType>(
  job: JobDefinition<string, P>,
  work: (run: SystemRun, payload: z.infer<P>) => Promise<void>,
): Handler {
  return { job, runSystem: (run, payload) => work(run, job.payload.parse(payload)) };
}
