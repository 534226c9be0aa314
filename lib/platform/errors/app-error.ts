export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "unsupported_type"
  | "limit_reached"
  | "feature_locked"
  | "precondition"
  | "rate_limited"
  | "upstream_failed"
  | "timeout"
  | "internal";

/**
 * The one error that crosses layers. `message` is for the customer: it names the thing, the value and the form wanted.
 * What only the log may see goes into `cause`; `details` is sent to the client as it is.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options?: { details?: Readonly<Record<string, unknown>>; cause?: unknown },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options?.details;
  }
}

/** Thrown by a job that must not be tried again: the message says why, on the tenant's page. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}

/** Thrown by a job that shall run again not before `at`, without counting as a failed attempt (a rate limit). */
export class RetryAt extends Error {
  override readonly name = "RetryAt";
  readonly at: Date;
  constructor(at: Date, message: string) {
    super(message);
    this.at = at;
  }
}

/** HTTP status of each code; a new code without a status does not compile. 402 carries the plan and its price. */
export const httpStatusOf: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  feature_locked: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  unsupported_type: 415,
  limit_reached: 422,
  rate_limited: 429,
  internal: 500,
  upstream_failed: 502,
  timeout: 504,
};

/** Text of any thrown thing, for logs and for problems shown to operators. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
