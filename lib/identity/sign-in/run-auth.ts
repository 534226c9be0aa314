import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { pinAuthOrigin } from "@/lib/platform/config/pin-auth-origin";

export type AuthAction = "signin" | "callback" | "verify-request" | "error" | "csrf";

export type AuthCall = {
  readonly action: AuthAction;
  readonly provider: string | undefined;
  readonly method: "GET" | "POST";
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>> | undefined;
  readonly cookies: Readonly<Record<string, string>>;
};

export type AuthReply = {
  readonly status: number;
  readonly location: string | undefined;
  /** whole Set-Cookie lines */
  readonly setCookies: readonly string[];
  readonly body: unknown;
};

// next-auth's handler form for App Router reads next/headers itself; this form takes everything as an argument and uses
// exactly the members below, so it also runs in Server Actions and in tests.
function asNextApi(call: AuthCall, reply: { status: number; headers: Map<string, unknown>; body: unknown }) {
  const request = {
    method: call.method,
    headers: {},
    cookies: { ...call.cookies },
    query: {
      ...call.query,
      nextauth: call.provider === undefined ? [call.action] : [call.action, call.provider],
    },
    body: call.body,
  };
  const response = {
    status(code: number) {
      reply.status = code;
      return response;
    },
    setHeader(name: string, value: unknown) {
      reply.headers.set(name.toLowerCase(), value);
      return response;
    },
    getHeader: (name: string) => reply.headers.get(name.toLowerCase()),
    json(body: unknown) {
      reply.body = body;
    },
    send(body: unknown) {
      reply.body = body;
    },
    end: () => undefined,
  };
  return [request as unknown as NextApiRequest, response as unknown as NextApiResponse] as const;
}

/** Runs one request through next-auth with options made for it. Headers are left out: none of them may change an address. */
export async function runAuth(call: AuthCall, options: AuthOptions): Promise<AuthReply> {
  pinAuthOrigin();
  const reply = { status: 200, headers: new Map<string, unknown>(), body: undefined as unknown };
  const [request, response] = asNextApi(call, reply);
  await NextAuth(request, response, options);
  const location = reply.headers.get("location");
  const cookies = reply.headers.get("set-cookie");
  return {
    status: reply.status,
    location: typeof location === "string" ? location : undefined,
    setCookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: reply.body,
  };
}
