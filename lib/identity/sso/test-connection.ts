import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { egressFetch } from "@/lib/platform/egress";
import { AppError, messageOf } from "@/lib/platform/errors";
import { readSecret } from "@/lib/secrets";
import { clientSecretName, connectionIdOf, redirectUriOf } from "./connection-id";
import { discoverIssuer, type IssuerMetadata } from "./discover";
import { parseIssuer } from "./save-connection";

export const testConnectionInput = z.strictObject({
  id: z.uuid().optional(),
  issuer: z.string().trim().min(1, "Enter the issuer first.").max(500),
  clientId: z.string().trim().max(300).optional(),
  clientSecret: z.string().max(2_000).optional(),
});

export type ConnectionTest = {
  readonly received: IssuerMetadata;
  readonly keys: number;
  /** what the token endpoint said to our client id and secret */
  readonly client:
    | { readonly kind: "accepted" }
    | { readonly kind: "refused" | "unclear"; readonly reply: string }
    | { readonly kind: "unchecked" };
};

/**
 * Asks the identity provider what a sign-in would need: its discovery document, its keys, and whether it knows our client.
 * Nothing is saved.
 *
 * @throws AppError - naming the address that failed and how
 */
export async function testConnection(
  ctx: TenantContext,
  input: z.infer<typeof testConnectionInput>,
): Promise<ConnectionTest> {
  requirePermission(ctx, "sso.manage");
  const received = await discoverIssuer(parseIssuer(input.issuer));
  const { id } = input;
  const stored = id && (await withTenant(ctx, (db) => readSecret(db, clientSecretName(id))));
  const secret = input.clientSecret?.trim() || stored || undefined;
  const redirectUri = redirectUriOf(id ?? connectionIdOf(ctx.tenantId, 0));
  const keys = await countKeys(received.jwksUri);
  const client =
    input.clientId && secret
      ? await tryClient(received, { id: input.clientId, secret, redirectUri })
      : ({ kind: "unchecked" } as const);
  return { received, keys, client };
}

async function countKeys(jwksUri: string): Promise<number> {
  const response = await egressFetch(jwksUri, {
    headers: { accept: "application/json" },
    timeoutMs: 8_000,
    maxBytes: 512 * 1024,
  });
  const keys = response.status === 200 ? keysIn(response.text) : undefined;
  if (!keys)
    throw new AppError(
      "upstream_failed",
      `jwks_uri ${jwksUri} answered ${response.status} without a list of keys.`,
    );
  return keys.length;
}

function keysIn(text: string): readonly unknown[] | undefined {
  try {
    return z.object({ keys: z.array(z.unknown()).min(1).max(100) }).parse(JSON.parse(text)).keys;
  } catch {
    // Any other shape is the same finding for the admin: no keys there.
    return undefined;
  }
}

// A code nobody issued: a provider that knows the client says invalid_grant, one that does not says invalid_client.
async function tryClient(
  issuer: IssuerMetadata,
  client: { id: string; secret: string; redirectUri: string },
): Promise<ConnectionTest["client"]> {
  const isBasic = issuer.tokenAuthMethod === "client_secret_basic";
  const encode = (text: string) => encodeURIComponent(text).replaceAll("%20", "+");
  const basic = Buffer.from(`${encode(client.id)}:${encode(client.secret)}`).toString("base64");
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code: "portico-connection-test",
    redirect_uri: client.redirectUri,
    code_verifier: "portico-connection-test-portico-connection-test",
    ...(isBasic ? {} : { client_id: client.id, client_secret: client.secret }),
  });
  try {
    const response = await egressFetch(issuer.tokenEndpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
        ...(isBasic ? { authorization: `Basic ${basic}` } : {}),
      },
      body: body.toString(),
      timeoutMs: 8_000,
      maxBytes: 64 * 1024,
    });
    const code = /"error"\s*:\s*"([a-z_]{1,60})"/.exec(response.text)?.[1] ?? `HTTP ${response.status}`;
    if (code === "invalid_grant") return { kind: "accepted" };
    return {
      kind: code === "invalid_client" || code === "unauthorized_client" ? "refused" : "unclear",
      reply: code,
    };
  } catch (error) {
    return { kind: "unclear", reply: messageOf(error).slice(0, 200) };
  }
}
