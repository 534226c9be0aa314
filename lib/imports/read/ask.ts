import { type EgressRequest, type EgressResponse, egressFetch } from "@/lib/platform/egress";
import { AppError, RetryAt } from "@/lib/platform/errors";

const TIMEOUT_MS = 30_000;
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const TRIES_MAX = 4;
/** A wait longer than this is not sat out: the job ends and goes on later. */
const WAIT_MAX_MS = 10_000;
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

export type AskPorts = { readonly sleep: (ms: number) => Promise<void>; readonly now: () => Date };
const ports: AskPorts = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => new Date(),
};

/** What Retry-After asks for: seconds or a date. */
export function retryAfterMs(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,6}$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(at - now.getTime(), 0);
}

function refusal(url: URL, response: EgressResponse): AppError {
  const { status } = response;
  const hints: Readonly<Record<number, string>> = {
    401: "It does not accept the credentials.",
    403: "The credentials may not read this.",
    404: "There is nothing at this address. Is the path right?",
    429: "It asks to come less often.",
  };
  const redirect =
    status >= 300 && status < 400
      ? "It points to another address, which is not followed: enter the final one."
      : undefined;
  // The vendor's own text is not passed on: it may repeat what it was sent.
  const words = hints[status] ?? redirect ?? "";
  return new AppError(
    status === 429 ? "rate_limited" : "upstream_failed",
    `${url.host} answered ${status} to ${url.pathname}. ${words}`.trim(),
    {
      details: { status },
    },
  );
}

/**
 * Sends one request through the egress guard and tries again what may pass: a lost connection, 429, 5xx, as long as Retry-After
 * or a growing pause ask for.
 *
 * @throws AppError upstream_failed, rate_limited, timeout - named; RetryAt - it asks for a longer pause than one waits inside a job
 */
export async function ask(url: URL, request: EgressRequest, { sleep, now } = ports): Promise<EgressResponse> {
  for (let tries = 1; ; tries++) {
    let failure: AppError;
    let pauseMs = 500 * 2 ** tries;
    try {
      const response = await egressFetch(url.href, {
        timeoutMs: TIMEOUT_MS,
        maxBytes: ANSWER_BYTES_MAX,
        ...request,
      });
      if (response.status >= 200 && response.status < 300) return response;
      failure = refusal(url, response);
      if (!AGAIN.has(response.status)) throw failure;
      pauseMs = retryAfterMs(response.headers.get("retry-after"), now()) ?? pauseMs;
    } catch (error) {
      if (!(error instanceof AppError) || !isPassing(error)) throw error;
      failure = error;
    }
    if (pauseMs > WAIT_MAX_MS) throw new RetryAt(new Date(now().getTime() + pauseMs), failure.message);
    if (tries >= TRIES_MAX) throw failure;
    await sleep(pauseMs);
  }
}

// A refused address or a too large answer stays what it is.
function isPassing(error: AppError): boolean {
  const status = error.details?.status;
  if (typeof status === "number") return AGAIN.has(status);
  return (
    error.code === "timeout" ||
    (error.code === "upstream_failed" && /ECONN|socket|other side closed|EPIPE/i.test(error.message))
  );
}
