/** What GitHub answered, before anybody believes it. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
};

/** What to do with an answer. */
export type Outcome =
  | { readonly kind: "ok" }
  | {
      readonly kind: "wait";
      readonly until: Date;
      readonly limit: "primary" | "secondary";
      readonly message: string;
    }
  | { readonly kind: "retry"; readonly message: string }
  | { readonly kind: "token" }
  | { readonly kind: "refused"; readonly message: string };

const SECONDARY_MIN_MS = 60_000;
const SECONDARY_MAX_MS = 15 * 60_000;
const RETRIED = new Set([408, 500, 502, 503, 504]);

function header(answer: Answer, name: string): number | undefined {
  const value = Number(answer.headers[name]);
  return answer.headers[name] === undefined || Number.isNaN(value) ? undefined : value;
}

/** GitHub's own words in an error body; empty for HTML or nothing. */
export function messageIn(data: unknown): string {
  if (typeof data !== "object" || data === null) return "";
  if ("message" in data && typeof data.message === "string") return data.message;
  if ("errors" in data && Array.isArray(data.errors)) {
    const [first]: unknown[] = data.errors;
    return typeof first === "object" &&
      first !== null &&
      "message" in first &&
      typeof first.message === "string"
      ? first.message
      : "";
  }
  return "";
}

function hasRateLimitError(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("errors" in data) || !Array.isArray(data.errors))
    return false;
  return data.errors.some(
    (error: unknown) =>
      typeof error === "object" && error !== null && "type" in error && error.type === "RATE_LIMITED",
  );
}

function primary(answer: Answer, now: Date): Outcome {
  const reset = header(answer, "x-ratelimit-reset");
  // One second more: the header is in whole seconds, and a call in the last one is counted against the old window.
  const until =
    reset === undefined
      ? new Date(now.getTime() + SECONDARY_MIN_MS)
      : new Date(Math.max(reset * 1000 + 1000, now.getTime() + 1000));
  return {
    kind: "wait",
    limit: "primary",
    until,
    message: "GitHub's hourly limit for this installation is used up.",
  };
}

function secondary(answer: Answer, now: Date, hits: number): Outcome {
  const retryAfter = header(answer, "retry-after");
  const waitMs =
    retryAfter === undefined
      ? Math.min(SECONDARY_MIN_MS * 2 ** hits, SECONDARY_MAX_MS)
      : Math.max(retryAfter, 1) * 1000;
  return {
    kind: "wait",
    limit: "secondary",
    until: new Date(now.getTime() + waitMs),
    message: "GitHub asks this installation to slow down.",
  };
}

/**
 * Reads what an answer asks of us. Limits come as 403 or 429, and for GraphQL also as 200 with an error of type RATE_LIMITED.
 *
 * @param secondaryHits - how many secondary limits this installation met in a row; without `retry-after` the wait doubles with each
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function readOutcome(answer: Answer, now: Date, secondaryHits: number): Outcome {
  const { status, data } = answer;
  const message = messageIn(data);
  if (status === 403 || status === 429) {
    if (header(answer, "retry-after") !== undefined) return secondary(answer, now, secondaryHits);
    if (header(answer, "x-ratelimit-remaining") === 0) return primary(answer, now);
    if (status === 429 || /secondary rate|abuse/i.test(message)) return secondary(answer, now, secondaryHits);
    return { kind: "refused", message };
  }
  if (status === 401) return { kind: "token" };
  if (RETRIED.has(status))
    return { kind: "retry", message: `GitHub answered ${status}${message ? ` (${message})` : ""}.` };
  if (status >= 400) return { kind: "refused", message };
  if (hasRateLimitError(data)) return primary(answer, now);
  // Every endpoint we call speaks JSON; octokit hands over text when it was HTML or was cut off.
  if (typeof data === "string" && status !== 204)
    return { kind: "retry", message: `GitHub answered ${status} with a body that is not JSON.` };
  return { kind: "ok" };
}
