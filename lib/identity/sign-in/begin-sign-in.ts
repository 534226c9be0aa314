import { createHash, randomBytes } from "node:crypto";
import { asSystem } from "@/lib/platform/db";
import { cookieName } from "../cookies";
import { providerIdOf } from "../sso/connection-id";
import { listEnabledConnections } from "../store/connection-store";
import { authSecret } from "./auth-options";
import { domainOf, parseEmail } from "./email-identity";
import { handleAuth } from "./handle-auth";
import type { AuthReply } from "./run-auth";

export type SignInWay =
  | { readonly kind: "email"; readonly email: string }
  | { readonly kind: "github" }
  | { readonly kind: "sso"; readonly connectionId: string };

type Request = {
  readonly callbackUrl: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly clientAddress: string;
  readonly requestId: string;
};

const providerOf = (way: SignInWay) => (way.kind === "sso" ? providerIdOf(way.connectionId) : way.kind);

/**
 * Starts a sign-in from a Server Action, whose own origin check stands for next-auth's CSRF token.
 *
 * @returns where to send the browser, and the cookies that tie the answer to it
 */
export async function beginSignIn(way: SignInWay, request: Request): Promise<AuthReply> {
  const csrfToken = randomBytes(32).toString("hex");
  const csrfHash = createHash("sha256").update(`${csrfToken}${authSecret()}`).digest("hex");
  const { callbackUrl, cookies, ...caller } = request;
  return handleAuth(
    {
      action: "signin",
      provider: providerOf(way),
      method: "POST",
      query: {},
      body: { csrfToken, callbackUrl, ...(way.kind === "email" ? { email: parseEmail(way.email) } : {}) },
      cookies: { ...cookies, [cookieName("csrf")]: `${csrfToken}|${csrfHash}` },
    },
    caller,
  );
}

/** The way in for a company e-mail address: the connection that has its domain, or a link. */
export async function findWayFor(email: string): Promise<SignInWay> {
  const address = parseEmail(email);
  const [connection] = await asSystem("find-way", (db) =>
    listEnabledConnections(db, { domain: domainOf(address) }),
  );
  return connection ? { kind: "sso", connectionId: connection.id } : { kind: "email", email: address };
}
