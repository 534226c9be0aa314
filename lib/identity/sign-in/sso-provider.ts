import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { withTenant } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { parseTenantId } from "@/lib/platform/types";
import { readSecret } from "@/lib/secrets";
import { clientSecretName, providerIdOf } from "../sso/connection-id";
import { readIssuer } from "../sso/discover";
import { guardedLookup } from "../sso/guarded-lookup";
import type { SignInConnection } from "../store/connection-store";
import type { SignInFlow } from "./flow";
import { problemOf } from "./problems";

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  preferred_username: z.string().max(254).optional().catch(undefined),
  picture: z
    .url({ protocol: /^https$/ })
    .max(1_000)
    .optional()
    .catch(undefined),
});
type Claims = z.infer<typeof claimsSchema>;

/**
 * One tenant's OpenID Connect login. next-auth's client checks state, nonce, PKCE, issuer, audience, signature and times.
 *
 * @throws AppError - the issuer cannot be read
 */
export async function ssoProvider(
  flow: SignInFlow,
  connection: SignInConnection,
): Promise<OAuthConfig<Claims>> {
  const scope = { tenantId: parseTenantId(connection.tenantId) };
  const secret = await withTenant(scope, (db) => readSecret(db, clientSecretName(connection.id)));
  const issuer = await readIssuer(connection.issuer);
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
    id: providerIdOf(connection.id),
    name: connection.name,
    type: "oauth",
    clientId: connection.clientId,
    clientSecret: secret ?? "",
    issuer: issuer.issuer,
    jwks_endpoint: issuer.jwksUri,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // Same value for every connection: openid-client keeps these options for the whole process.
    httpOptions: { lookup: guardedLookup, timeout: 8_000 },
    client: {
      id_token_signed_response_alg: issuer.idTokenAlgorithm,
      token_endpoint_auth_method: issuer.tokenAuthMethod,
    },
    authorization: { url: issuer.authorizationEndpoint, params: { scope: "openid email profile" } },
    token: {
      url: issuer.tokenEndpoint,
      request: ({ client, params, checks, provider }) =>
        noted(async () => ({ tokens: await client.callback(provider.callbackUrl, params, checks) })),
    },
    userinfo: {
      ...(issuer.userinfoEndpoint ? { url: issuer.userinfoEndpoint } : {}),
      request: ({ client, tokens }) =>
        noted(async () => {
          if (!tokens.id_token) throw new Error("no id_token: signature cannot be checked");
          // `tokens` has been rebuilt by next-auth from the checked set; the payload is the one whose signature was verified.
          const claims = claimsSchema.parse(
            JSON.parse(Buffer.from(tokens.id_token.split(".")[1] ?? "", "base64url").toString("utf8")),
          );
          if ((claims.email && claims.name) || !issuer.userinfoEndpoint || !tokens.access_token)
            return claims;
          // The client compares the answer's `sub` with the ID token's.
          const more = claimsSchema.parse(await client.userinfo(tokens.access_token));
          if (more.sub !== claims.sub)
            throw new Error("userinfo sub mismatch: issuer answered for somebody else");
          return { ...more, ...claims };
        }),
    },
    profile: (claims) => {
      const email = (claims.email ?? claims.preferred_username ?? claims.sub).toLowerCase();
      flow.identity = {
        key: { provider: `sso:${connection.id}`, issuer: issuer.issuer, subject: claims.sub },
        profile: { email, name: claims.name, image: claims.picture },
      };
      return { id: claims.sub, email, name: claims.name ?? null, image: claims.picture ?? null };
    },
  };
}
