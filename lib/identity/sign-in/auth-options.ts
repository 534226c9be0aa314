import type { AuthOptions } from "next-auth";
import { config } from "@/lib/platform/config";
import { deriveKey, randomToken } from "@/lib/platform/crypto";
import { logger } from "@/lib/platform/log";
import { cookieName, cookieOptions } from "../cookies";
import { makeAdapter } from "./adapter";
import { emailProvider } from "./email-provider";
import type { SignInFlow } from "./flow";
import { githubProvider } from "./github-provider";
import { mayRequestLink } from "./rate-limit";
import { ssoProvider } from "./sso-provider";

const PERSON_SESSION_SECONDS = 14 * 86_400;
/** short, because a person removed at their identity provider is noticed at the next sign-in */
const SSO_SESSION_SECONDS = 12 * 3_600;

export function authSecret(): string {
  return deriveKey(config().PORTICO_SECRET, "next-auth").toString("base64");
}

export function isGitHubConfigured(): boolean {
  return Boolean(config().GITHUB_APP_CLIENT_ID && config().GITHUB_APP_CLIENT_SECRET);
}

/**
 * Where a sign-in may lead: a path of this portal, and nowhere else.
 *
 * @returns an absolute address of ours; the start page for anything else
 */
export function toOwnAddress(address: string): string {
  const base = config().PORTICO_URL;
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  return url && url.origin === new URL(base).origin ? url.href : `${base}/sign-in/continue`;
}

/** next-auth's options for one request. The list of providers holds the one tenant connection the request names, if any. */
export async function authOptions(flow: SignInFlow): Promise<AuthOptions> {
  const { connection } = flow;
  const cookie = (name: string, maxAge?: number) => ({
    name: cookieName(name),
    options: { ...cookieOptions(), ...(maxAge === undefined ? {} : { maxAge }) },
  });
  return {
    secret: authSecret(),
    adapter: makeAdapter(flow),
    providers: [
      emailProvider(flow),
      ...(isGitHubConfigured() ? [githubProvider(flow)] : []),
      ...(connection ? [await ssoProvider(flow, connection)] : []),
    ],
    session: {
      strategy: "database",
      maxAge: connection ? SSO_SESSION_SECONDS : PERSON_SESSION_SECONDS,
      generateSessionToken: () => randomToken(32),
    },
    pages: { signIn: "/sign-in", error: "/sign-in/error", verifyRequest: "/sign-in/check-mail" },
    useSecureCookies: config().PORTICO_URL.startsWith("https://"),
    cookies: {
      sessionToken: cookie("session"),
      callbackUrl: cookie("callback-url"),
      csrfToken: cookie("csrf"),
      pkceCodeVerifier: cookie("pkce", 15 * 60),
      state: cookie("state", 15 * 60),
      nonce: cookie("nonce", 15 * 60),
    },
    callbacks: {
      redirect: ({ url }) => toOwnAddress(url),
      signIn: ({ user, email }) => {
        if (!email?.verificationRequest || mayRequestLink(user.email ?? "", flow.clientAddress)) return true;
        flow.problem = "rate_limited";
        return false;
      },
    },
    // Its own logger would print tokens and profiles to the console.
    logger: {
      error: (code) => logger().warn({ code, requestId: flow.requestId }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
