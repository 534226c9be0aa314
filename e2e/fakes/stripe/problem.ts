import type { ContentfulStatusCode } from "hono/utils/http-status";

export type ErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

/** A refusal in Stripe's own form: `{"error":{type,code,message,param}}`. */
export class StripeProblem extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly type: ErrorType,
    message: string,
    readonly detail: { readonly code?: string; readonly param?: string; readonly decline_code?: string } = {},
  ) {
    super(message);
  }

  body(): unknown {
    return { error: { type: this.type, message: this.message, ...this.detail } };
  }
}

/** 404 for an id nobody has, worded as Stripe words it. */
export function missing(kind: string, id: string, param = "id"): StripeProblem {
  // Stripe answers 404 when the id is the path and 400 when it is a parameter.
  return new StripeProblem(param === "id" ? 404 : 400, "invalid_request_error", `No such ${kind}: '${id}'`, {
    code: "resource_missing",
    param,
  });
}

export function invalid(message: string, param?: string, code?: string): StripeProblem {
  return new StripeProblem(400, "invalid_request_error", message, {
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}
