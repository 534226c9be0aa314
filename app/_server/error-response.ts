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

export function errorResponse(error: unknown, requestId: string): Response {
  const view = toErrorView(error, requestId);
  return Response.json(
    { error: view },
    { status: httpStatusOf[view.code], headers: { "cache-control": "no-store", "x-request-id": requestId } },
  );
}
