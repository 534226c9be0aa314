import { z } from "zod";
import { toErrorView } from "@/app/_server/error-response";
import { type ErrorCode, httpStatusOf } from "@/lib/platform/errors";
import { type Answer, json } from "./answer";

/** Names that Backstage's clients know, for each of our codes; the rest keep the same manner. */
const NAMES: Readonly<Record<ErrorCode, string>> = {
  invalid_input: "InputError",
  unauthenticated: "AuthenticationError",
  feature_locked: "FeatureLockedError",
  forbidden: "NotAllowedError",
  not_found: "NotFoundError",
  conflict: "ConflictError",
  precondition: "PreconditionError",
  limit_reached: "LimitReachedError",
  rate_limited: "RateLimitedError",
  internal: "InternalError",
  upstream_failed: "UpstreamError",
  timeout: "TimeoutError",
};

const CODES = Object.keys(NAMES) as [ErrorCode, ...ErrorCode[]];

/** The one form of every error of the machine API: Backstage's members, and beside them our code and the request's id. */
export const wireErrorSchema = z
  .object({
    error: z.object({
      name: z.string().meta({ description: "Backstage's name of the error, such as NotFoundError" }),
      message: z.string().meta({ description: "What was wrong, with the value and the form wanted" }),
      code: z.enum(CODES),
      requestId: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
    request: z.object({ method: z.string(), url: z.string() }),
    response: z.object({ statusCode: z.int() }),
  })
  .meta({ id: "Error", description: "Every error has this form." });

/** Any thrown thing as an answer; what is not meant for customers is logged and leaves as `internal`. */
export function errorAnswer(
  error: unknown,
  request: { readonly method: string; readonly url: string; readonly requestId: string },
): Answer {
  const view = toErrorView(error, request.requestId);
  const statusCode = httpStatusOf[view.code];
  const { method, url } = request;
  const body: z.input<typeof wireErrorSchema> = {
    error: {
      name: NAMES[view.code],
      message: view.message,
      code: view.code,
      requestId: view.requestId,
      ...(view.details ? { details: view.details } : {}),
    },
    request: { method, url },
    response: { statusCode },
  };
  return json(body, {
    status: statusCode,
    headers: statusCode === 401 ? { "www-authenticate": 'Bearer realm="portico"' } : {},
  });
}
