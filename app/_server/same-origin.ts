import { AppError } from "@/lib/platform/errors";

/**
 * A browser sends a cookie to us from anywhere; a page of ours names itself in Origin (OWASP CSRF, origin check).
 *
 * @throws AppError forbidden - a writing request with neither a token nor our own Origin
 */
export function requireSameOrigin(request: {
  readonly method: string;
  readonly authorization: string | null | undefined;
  readonly origin: string | null | undefined;
  readonly host: string | null | undefined;
}): void {
  const { method, authorization, origin, host } = request;
  if (method === "GET" || method === "HEAD" || typeof authorization === "string") return;
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== host) {
    throw new AppError("forbidden", "This request did not come from the portal's own pages.");
  }
}
