import type { NextRequest } from "next/server";
import { readCaller } from "@/app/_server/caller";
import { handleAuth } from "@/lib/identity";

type Props = { readonly params: Promise<{ nextauth: string[] }> };

/**
 * What e-mail links, GitHub and identity providers come back to. Sign-ins are started by Server Actions only, so nothing
 * else of next-auth's own pages and endpoints is open.
 */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const [action, provider] = (await params).nextauth;
  if (action !== "callback" || provider === undefined) return new Response("Not found", { status: 404 });
  const { cookies, ...caller } = await readCaller();
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const reply = await handleAuth(
    { action, provider, method: "GET", query, body: undefined, cookies },
    caller,
  );
  const headers = new Headers({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const line of reply.setCookies) headers.append("set-cookie", line);
  if (!reply.location) return new Response("Not found", { status: 404, headers });
  headers.set("location", reply.location);
  return new Response(null, { status: 302, headers });
}

/** Mail scanners ask with HEAD; that must not use the link up. */
export function HEAD(): Response {
  return new Response(null, { status: 204 });
}
