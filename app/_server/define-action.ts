import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { TenantContext } from "@/lib/platform/context";
import { contextFromSession, requestId } from "./context";
import { type ErrorView, toErrorView } from "./error-response";

export type ActionResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ErrorView };

/**
 * A Server Action of a tenant: every call is a public POST, so session, tenant, input and (in the verb) permission are checked again.
 * Next compares Origin and Host before it runs.
 *
 * @returns an async function (slug, input) that never throws: problems come back as `{ ok: false, error }`
 */
export function defineAction<S extends z.ZodType, T>(
  schema: S,
  verb: (ctx: TenantContext, input: z.infer<S>) => Promise<T>,
) {
  return async (slug: string, input: z.input<S>): Promise<ActionResult<T>> => {
    try {
      const ctx = await contextFromSession(String(slug));
      return { ok: true, data: await verb(ctx, schema.parse(input)) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: toErrorView(error, await requestId()) };
    }
  };
}
