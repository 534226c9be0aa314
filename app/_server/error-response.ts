import { z } from "zod";
import { AppError, type ErrorCode, httpStatusOf } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";

/** An error as it leaves the server: safe words, a code, and the id to quote. */
export type ErrorView = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
};

/** Turns any thrown thing into what a customer may see; what is not an AppError is logged and becomes `internal`. */
export function toErrorView(error: unknown, requestId: string): ErrorView {
  if (error instanceof z.ZodError) {
    const problems = error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`);
    return { code: "invalid_input", message: problems.join("; "), details: { problems }, requestId };
  }
  if (error instanceof AppError) {
    if (error.code === "internal") logger().error({ err: error, requestId }, error.message);
    return {
      code: error.code,
      message: error.message,
      requestId,
      ...(error.details ? { details: error.details } : {}),
    };
  }
  logger().error({ err: error, requestId }, "unhandled error");
  return {
    code: "internal",
    message: "Something failed on our side. Try again, and quote the request id if it stays.",
    requestId,
  };
}

/** Names that Backstage's clients know, for each of our codes; the rest keep the same manner. */
const NAMES: Readonly<Record<ErrorCode, string>> = {
  invalid_input: "InputError",
  unauthenticated: "AuthenticationError",
  feature_locked: "FeatureLockedError",
  forbidden: "NotAllowedError",
  not_found: "NotFoundError",
  conflict: "ConflictError",
  precondition: "PreconditionError",
  unsupported_type: "UnsupportedMediaTypeError",
  limit_reached: "LimitReachedError",
  rate_limited: "RateLimitedError",
  internal: "InternalError",
  upstream_failed: "UpstreamError",
  timeout: "TimeoutError",
};

/** The one form of an error over HTTP: Backstage's members, and beside them our code and the request's id. */
export type WireError = {
  readonly error: ErrorView & { readonly name: string };
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly statusCode: number };
};

export type FailedRequest = {
  readonly method: string;
  /** path and query */
  readonly url: string;
  readonly requestId: string;
};

export function toWireError(error: unknown, { method, url, requestId }: FailedRequest): WireError {
  const view = toErrorView(error, requestId);
  return {
    error: { name: NAMES[view.code], ...view },
    request: { method, url },
    response: { statusCode: httpStatusOf[view.code] },
  };
}

export function errorResponse(error: unknown, request: FailedRequest): Response {
  const body = toWireError(error, request);
  return Response.json(body, {
    status: body.response.statusCode,
    headers: { "cache-control": "no-store", "x-request-id": request.requestId },
  });
}
