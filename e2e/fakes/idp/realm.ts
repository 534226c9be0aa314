import { html } from "hono/html";
import { interactionPolicy, type KoaContextWithOIDC, Provider } from "oidc-provider";
import type { IdpClient } from "../credentials";
import { page } from "../kit/page";
import type { SigningKey } from "./keys";
import { createAdapterFactory } from "./memory-adapter";
import type { Person } from "./people";
import { spoilIdToken, type TokenFault } from "./token-fault";

export const strip = "Local stand-in for your identity provider · no passwords are checked";

/** Faults waiting for the next answer of a kind. */
export interface PendingFaults {
  token: TokenFault | undefined;
  /** Alters `state` or `iss` of the next redirect back. */
  redirect: "state" | "redirect-iss" | undefined;
}

export interface RealmOptions {
  readonly issuer: string;
  readonly client: IdpClient;
  readonly key: SigningKey;
  readonly cookieKey: string;
  readonly people: readonly Person[];
  readonly faults: PendingFaults;
}

// Any port on this machine, tenant hosts such as acme.localhost included.
const localCallback =
  /^http:\/\/((([a-z0-9-]+\.)*localhost(:\d+)?\/api\/auth\/callback\/[\w-]+)|(127\.0\.0\.1(:\d+)?\/.*))$/;
const localPage = /^http:\/\/(([a-z0-9-]+\.)*localhost|127\.0\.0\.1)(:\d+)?(\/.*)?$/;

function askEveryTime() {
  const policy = interactionPolicy.base();
  // A remembered sign-in would keep a developer from ever becoming the next person.
  policy
    .get("login")
    ?.checks.add(
      new interactionPolicy.Check("ask_every_time", "sign in", (ctx) => ctx.oidc.result?.login === undefined),
    );
  return policy;
}

async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope ?? "openid"));
  await grant.save();
  return grant;
}

/** Token answers of the library: an object with the ID token in it, or something else to leave alone. */
function hasIdToken(body: unknown): body is { id_token: string } {
  return typeof body === "object" && body !== null && "id_token" in body && typeof body.id_token === "string";
}

function injectFaults(provider: Provider, { faults, key }: RealmOptions): void {
  provider.use(async (ctx, next) => {
    await next();
    if (faults.token !== undefined && ctx.path === "/token" && hasIdToken(ctx.body)) {
      ctx.body = { ...ctx.body, id_token: spoilIdToken(ctx.body.id_token, faults.token, key) };
      faults.token = undefined;
    }
    const location = String(ctx.response.headers.location ?? "");
    if (faults.redirect !== undefined && location.includes("code=")) {
      const url = new URL(location);
      if (faults.redirect === "state") url.searchParams.set("state", "forged-state");
      else url.searchParams.set("iss", "http://127.0.0.1:9/evil");
      faults.redirect = undefined;
      ctx.set("location", url.href);
    }
  });
}

/** One realm: its own issuer, client, keys, cookies and people. */
export function createRealm(options: RealmOptions): Provider {
  const { issuer, client } = options;
  const prefix = `${client.realm}_idp`;
  const provider = new Provider(issuer, {
    adapter: createAdapterFactory(),
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: ["http://localhost:3000/api/auth/callback/sso"],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
        id_token_signed_response_alg: "RS256",
        post_logout_redirect_uris: ["http://localhost:3000/"],
      },
    ],
    jwks: { keys: [options.key] },
    cookies: {
      keys: [options.cookieKey],
      names: {
        session: `${prefix}_session`,
        interaction: `${prefix}_interaction`,
        resume: `${prefix}_resume`,
      },
    },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username", "groups"],
      groups: ["groups"],
    },
    scopes: ["openid", "email", "profile", "groups", "offline_access"],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      introspection: { enabled: true },
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 14 * 86_400,
      Session: 14 * 86_400,
    },
    interactions: {
      policy: askEveryTime(),
      url: (_ctx, interaction) => `/${client.realm}/login/${interaction.uid}`,
    },
    loadExistingGrant: grantAll,
    findAccount(_ctx, sub) {
      const person = options.people.find((one) => one.sub === sub);
      return person === undefined
        ? undefined
        : { accountId: sub, claims: () => ({ ...person, groups: [...person.groups] }) };
    },
    async renderError(ctx, out) {
      ctx.type = "html";
      ctx.body = String(
        await page(
          "Sign-in failed",
          strip,
          html`<main class="narrow"><div class="card stack"><h1>Sign-in failed</h1><p>${out.error_description ?? out.error}</p><p class="muted">${out.error}</p></div></main>`,
        ),
      );
    },
  });
  provider.Client.prototype.redirectUriAllowed = (uri: string) => localCallback.test(uri);
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri: string) => localPage.test(uri);
  injectFaults(provider, options);
  return provider;
}
