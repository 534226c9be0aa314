import { z } from "zod";
import { type FailedRequest, toWireError } from "@/app/_server/error-response";
import { httpStatusOf } from "@/lib/platform/errors";
import { type Answer, json } from "./answer";

/** The form of every error, as the document publishes it. */
export const wireErrorSchema = z
  .object({
    error: z.object({
      name: z.string().meta({ description: "Backstage's name of the error, such as NotFoundError" }),
      message: z.string().meta({ description: "What was wrong, with the value and the form wanted" }),
      code: z.enum(Object.keys(httpStatusOf)),
      requestId: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
    request: z.object({ method: z.string(), url: z.string() }),
    response: z.object({ statusCode: z.int() }),
  })
  .meta({ id: "Error", description: "Every error has this form." });

/** Any thrown thing as an answer; what is not meant for customers is logged and leaves as `internal`. */
export function errorAnswer(error: unknown, request: FailedRequest): Answer {
  const body = toWireError(error, request);
  const status = body.response.statusCode;
  return json(body, {
    status,
    headers: status === 401 ? { "www-authenticate": 'Bearer realm="portico"' } : {},
  });
}
