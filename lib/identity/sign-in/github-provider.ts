import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { config } from "@/lib/platform/config";
import { messageOf } from "@/lib/platform/errors";
import type { SignInFlow } from "./flow";
import { problemOf } from "./problems";

const tokenReply = z.object({
  access_token: z.string().min(1).optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});
const userReply = z.object({
  id: z.number().int().positive(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});
const emailsReply = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

const TIMEOUT_MS = 10_000;

async function redeem(input: { code: string; verifier: string; redirectUri: string }): Promise<string> {
  const { GITHUB_WEB_URL, GITHUB_APP_CLIENT_ID, GITHUB_APP_CLIENT_SECRET } = config();
  const response = await fetch(`${GITHUB_WEB_URL}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({
      client_id: GITHUB_APP_CLIENT_ID ?? "",
      client_secret: GITHUB_APP_CLIENT_SECRET ?? "",
      code: input.code,
      code_verifier: input.verifier,
      redirect_uri: input.redirectUri,
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // GitHub answers a refused code with 200 and `error`.
  const reply = tokenReply.parse(await response.json());
  if (!reply.access_token) throw new Error(`GitHub refused the code: ${reply.error ?? response.status}`);
  return reply.access_token;
}

async function readGitHub(path: string, token: string): Promise<unknown> {
  const response = await fetch(`${config().GITHUB_API_URL}${path}`, {
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "user-agent": "Portico",
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (path === "/user/emails" && (response.status === 403 || response.status === 404))
    throw new Error("email_not_readable");
  if (!response.ok) throw new Error(`GitHub could not be reached: ${path} answered ${response.status}`);
  return response.json();
}

/** The verified primary address only: any other could be one the person never had. */
async function readProfile(token: string) {
  const user = userReply.parse(await readGitHub("/user", token));
  const emails = emailsReply.parse(await readGitHub("/user/emails", token));
  const email = emails.find((entry) => entry.primary && entry.verified)?.email.toLowerCase();
  if (!email) throw new Error("no_verified_email");
  return { id: String(user.id), email, name: user.name ?? user.login, image: user.avatar_url ?? undefined };
}

/** "Continue with GitHub", through the GitHub App's own client. The user's token is used here and not kept. */
export function githubProvider(flow: SignInFlow): OAuthConfig<Awaited<ReturnType<typeof readProfile>>> {
  const { GITHUB_WEB_URL, GITHUB_APP_CLIENT_ID, GITHUB_APP_CLIENT_SECRET } = config();
  const noted = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      flow.problem = problemOf(error);
      flow.detail = messageOf(error);
      throw error;
    }
  };
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId: GITHUB_APP_CLIENT_ID ?? "",
    clientSecret: GITHUB_APP_CLIENT_SECRET ?? "",
    issuer: GITHUB_WEB_URL,
    checks: ["pkce", "state"],
    authorization: {
      url: `${GITHUB_WEB_URL}/login/oauth/authorize`,
      params: { scope: "read:user user:email" },
    },
    token: {
      url: `${GITHUB_WEB_URL}/login/oauth/access_token`,
      // next-auth leaves these checks to whoever takes the token request over.
      request: ({ params, checks, provider }) =>
        noted(async () => {
          if (!checks.state || params.state !== checks.state) throw new Error("state mismatch");
          if (!params.code || !checks.code_verifier) throw new Error("invalid_grant: no code");
          const accessToken = await redeem({
            code: params.code,
            verifier: checks.code_verifier,
            redirectUri: provider.callbackUrl,
          });
          return { tokens: { access_token: accessToken } };
        }),
    },
    userinfo: {
      url: `${config().GITHUB_API_URL}/user`,
      request: ({ tokens }) => noted(() => readProfile(tokens.access_token ?? "")),
    },
    profile: (profile) => {
      flow.identity = {
        key: { provider: "github", issuer: GITHUB_WEB_URL, subject: profile.id },
        profile: { email: profile.email, name: profile.name, image: profile.image },
      };
      return profile;
    },
  };
}
