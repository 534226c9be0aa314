import { z } from "zod";
import { invalid } from "./problem";

// Form values are text; these read them as Stripe does and keep its refusals' wording.

export const text = z.string().max(5000);
export const whole = z
  .string()
  .regex(/^-?\d+$/, "Invalid integer")
  .transform(Number);
export const quantity = z.string().regex(/^\d+$/, "Invalid integer").transform(Number);
export const flag = z.enum(["true", "false"], "Invalid boolean").transform((value) => value === "true");
export const metadata = z.union([
  z.literal("").transform(() => ({})),
  z.record(z.string().max(40), z.string().max(500)),
]);
export const nothing = z.strictObject({});
export const paging = {
  limit: whole.optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};
export const created = z.union([
  whole,
  z.strictObject({
    gt: whole.optional(),
    gte: whole.optional(),
    lt: whole.optional(),
    lte: whole.optional(),
  }),
]);
export const anything = z.unknown();

/** Whether a row was made within a `created` filter. */
export function isCreatedWithin(at: number, filter: z.output<typeof created> | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === "number") return at === filter;
  return (
    !(filter.gt !== undefined && at <= filter.gt) &&
    !(filter.gte !== undefined && at < filter.gte) &&
    !(filter.lt !== undefined && at >= filter.lt) &&
    !(filter.lte !== undefined && at > filter.lte)
  );
}

/** Applies an update to metadata: an empty value removes its key. */
export function mergeMetadata(
  before: Record<string, string>,
  change: Record<string, string> | undefined,
): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ""));
}

function bracket(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return `${head ?? ""}${rest.map((part) => `[${part}]`).join("")}`;
}

/**
 * Reads parameters by schema.
 *
 * @throws StripeProblem 400 parameter_unknown, parameter_missing or parameter_invalid_…, naming the parameter
 */
export function readParams<S extends z.ZodType>(schema: S, params: unknown): z.output<S> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw invalid("Invalid request.");
  if (issue.code === "unrecognized_keys") {
    const name = bracket([...issue.path, ...issue.keys.slice(0, 1)]);
    throw invalid(`Received unknown parameter: ${name}`, name, "parameter_unknown");
  }
  const name = bracket(issue.path);
  if (issue.code === "invalid_type" && issue.input === undefined && issue.message.includes("undefined")) {
    throw invalid(`Missing required param: ${name}.`, name, "parameter_missing");
  }
  if (issue.message === "Invalid integer")
    throw invalid(`Invalid integer: ${name}`, name, "parameter_invalid_integer");
  throw invalid(`Invalid ${name}: ${issue.message}`, name);
}
