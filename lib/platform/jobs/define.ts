import type { z } from "zod";

/** A job as its domain declares it. Payloads hold ids, never content; handlers may run twice, late or beside themselves. */
export type JobDefinition<Name extends string = string, Payload extends z.ZodType = z.ZodType> = {
  /** `domain.verb-noun` */
  readonly name: Name;
  readonly scope: "tenant" | "system";
  readonly payload: Payload;
  /** Two pending jobs of one tenant with one key are one job. */
  readonly dedupeKey?: (payload: z.infer<Payload>) => string;
  /** tries before it is set aside with its cause */
  readonly attemptsMax: number;
  readonly timeoutMs: number;
  /** `bulk` work never delays `prompt` work */
  readonly lane: "prompt" | "bulk";
};

export function defineJob<const Name extends string, Payload extends z.ZodType>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}
