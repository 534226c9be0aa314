import jsonata from "jsonata";
import type { Json } from "@/lib/platform/types";

/** What an expression may cost. A runaway one ends with its own error and harms nothing else. */
const LIMITS = { timeout: 1_500, stack: 200, sequence: 10_000 } as const;

/**
 * Evaluates JSONata over plain data and returns plain data (JSONata's arrays carry extra properties).
 *
 * @throws Error - a wrong expression, or one that needs more than 1,500 ms, 200 levels or 10,000 items
 */
export async function evaluate(expression: string, input: unknown): Promise<Json | undefined> {
  try {
    const result: unknown = await jsonata(expression, LIMITS).evaluate(input);
    return toJson(result);
  } catch (cause) {
    // JSONata throws plain objects.
    const message =
      typeof cause === "object" && cause !== null && "message" in cause
        ? String(cause.message)
        : String(cause);
    throw new Error(`The expression failed: ${message}`, { cause });
  }
}

function toJson(value: unknown): Json | undefined {
  if (value === undefined || typeof value === "function") return undefined;
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}
