import type { NextRequest } from "next/server";
import { z } from "zod";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { contextOfRequest, requestId } from "./context";
import { errorResponse } from "./error-response";
import { requireSameOrigin } from "./same-origin";

type Shapes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** route parameters beside `tenant` */
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly handle: (
    ctx: TenantContext,
    input: {
      readonly params: z.infer<P>;
      readonly query: z.infer<Q>;
      readonly body: z.infer<B>;
      readonly request: NextRequest;
    },
  ) => Promise<Response | object | undefined>;
};

type RouteProps = { readonly params: Promise<Record<string, string | string[] | undefined>> };

async function readJson(request: NextRequest): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new AppError("invalid_input", "The request body is not JSON.", { cause });
  }
}

/**
 * A tenant route: session or token, tenant of the URL, input parsed, one verb, JSON out.
 *
 * Always `private, no-store`; errors are `{ error: { code, message, requestId } }` with their status.
 */
export function defineRoute<
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
>(shapes: Shapes<P, Q, B>) {
  return async (request: NextRequest, props: RouteProps): Promise<Response> => {
    const id = await requestId();
    try {
      requireSameOrigin({
        method: request.method,
        authorization: request.headers.get("authorization"),
        origin: request.headers.get("origin"),
        host: request.headers.get("host"),
      });
      const raw = await props.params;
      const ctx = await contextOfRequest(z.string().parse(raw.tenant));
      const query = Object.fromEntries(
        [...new Set(request.nextUrl.searchParams.keys())].map((key) => {
          const all = request.nextUrl.searchParams.getAll(key);
          return [key, all.length > 1 ? all : all[0]];
        }),
      );
      const result = await shapes.handle(ctx, {
        params: (shapes.params ?? z.unknown()).parse(raw) as z.infer<P>,
        query: (shapes.query ?? z.unknown()).parse(query) as z.infer<Q>,
        body: (shapes.body ? shapes.body.parse(await readJson(request)) : undefined) as z.infer<B>,
        request,
      });
      if (result instanceof Response) return result;
      if (result === undefined)
        return new Response(null, { status: 204, headers: { "cache-control": "private, no-store" } });
      return Response.json(result, { headers: { "cache-control": "private, no-store", "x-request-id": id } });
    } catch (error) {
      const { method, nextUrl } = request;
      return errorResponse(error, { method, url: `${nextUrl.pathname}${nextUrl.search}`, requestId: id });
    }
  };
}
