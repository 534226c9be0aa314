import { z } from "zod";
import { egressFetch } from "@/lib/platform/egress";
import { AppError } from "@/lib/platform/errors";
import { requireReachableEndpoint } from "./guarded-lookup";

const text = z.string().min(1).max(2_000);
const list = z.array(z.string().max(200)).max(200);

const documentSchema = z.object({
  issuer: text,
  authorization_endpoint: text,
  token_endpoint: text,
  jwks_uri: text,
  userinfo_endpoint: text.optional(),
  id_token_signing_alg_values_supported: list.default(["RS256"]),
  token_endpoint_auth_methods_supported: list.default(["client_secret_basic"]),
  code_challenge_methods_supported: list.default([]),
  scopes_supported: list.default([]),
});

/** An identity provider as its discovery document describes it. */
export type IssuerMetadata = {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  readonly userinfoEndpoint: string | undefined;
  /** what ID tokens are signed with; never `none` or a shared secret */
  readonly idTokenAlgorithm: string;
  readonly idTokenAlgorithms: readonly string[];
  readonly tokenAuthMethod: "client_secret_basic" | "client_secret_post";
  readonly hasPkce: boolean;
  readonly scopes: readonly string[];
};

// In order of preference. Symmetric and unsigned tokens could be forged by whoever knows the client secret, or by anybody.
const ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA", "RS384", "ES384", "RS512", "ES512", "PS384", "PS512"];

const withoutSlash = (address: string) => address.replace(/\/+$/, "");

/**
 * Reads an issuer's discovery document.
 *
 * @param issuer - as the tenant typed it; a trailing slash makes no difference
 * @throws AppError invalid_input or upstream_failed - naming what is wrong with which field
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function discoverIssuer(issuer: string): Promise<IssuerMetadata> {
  const address = `${withoutSlash(issuer)}/.well-known/openid-configuration`;
  const response = await egressFetch(address, {
    headers: { accept: "application/json" },
    timeoutMs: 8_000,
    maxBytes: 256 * 1024,
  });
  if (response.status !== 200) {
    throw new AppError(
      "upstream_failed",
      `${address} answered ${response.status}; a discovery document is answered with 200. Is the issuer address complete?`,
    );
  }
  return toMetadata(issuer, address, parseJson(address, response.text));
}

function parseJson(address: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError("upstream_failed", `${address} did not answer with JSON.`, { cause });
  }
}

function toMetadata(issuer: string, address: string, raw: unknown): IssuerMetadata {
  const result = documentSchema.safeParse(raw);
  if (!result.success) {
    const fields = [...new Set(result.error.issues.map((issue) => issue.path.join(".") || "document"))].join(
      ", ",
    );
    throw new AppError(
      "upstream_failed",
      `The document at ${address} is not OpenID discovery: missing or wrong ${fields}.`,
    );
  }
  const found = result.data;
  if (withoutSlash(found.issuer) !== withoutSlash(issuer)) {
    throw new AppError(
      "invalid_input",
      `The document calls its issuer "${found.issuer}", not "${issuer}". Enter the issuer exactly as the provider says it.`,
    );
  }
  const algorithm = ALGORITHMS.find((name) => found.id_token_signing_alg_values_supported.includes(name));
  if (!algorithm) {
    const offered = found.id_token_signing_alg_values_supported.join(", ") || "nothing";
    throw new AppError(
      "invalid_input",
      `The provider signs ID tokens with ${offered}. Portico needs a public-key algorithm such as RS256 or ES256.`,
    );
  }
  const methods = found.token_endpoint_auth_methods_supported;
  return {
    issuer: found.issuer,
    authorizationEndpoint: requireReachableEndpoint("authorization_endpoint", found.authorization_endpoint),
    tokenEndpoint: requireReachableEndpoint("token_endpoint", found.token_endpoint),
    jwksUri: requireReachableEndpoint("jwks_uri", found.jwks_uri),
    userinfoEndpoint:
      found.userinfo_endpoint && requireReachableEndpoint("userinfo_endpoint", found.userinfo_endpoint),
    idTokenAlgorithm: algorithm,
    idTokenAlgorithms: found.id_token_signing_alg_values_supported,
    tokenAuthMethod:
      methods.includes("client_secret_basic") || !methods.includes("client_secret_post")
        ? "client_secret_basic"
        : "client_secret_post",
    hasPkce: found.code_challenge_methods_supported.includes("S256"),
    scopes: found.scopes_supported,
  };
}

const CACHE_MS = 5 * 60_000;
const cache = new Map<string, { readonly until: number; readonly metadata: IssuerMetadata }>();

/** The same, kept for five minutes in this process: a sign-in asks twice. */
export async function readIssuer(issuer: string, now = Date.now()): Promise<IssuerMetadata> {
  const known = cache.get(issuer);
  if (known && known.until > now) return known.metadata;
  const metadata = await discoverIssuer(issuer);
  if (cache.size >= 500) cache.clear();
  cache.set(issuer, { until: now + CACHE_MS, metadata });
  return metadata;
}

export function forgetIssuer(issuer: string): void {
  cache.delete(issuer);
}
