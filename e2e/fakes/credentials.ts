import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Fixed on purpose: these open nothing but the stand-ins on this machine's loopback.

export const githubAppId = "1001";
export const githubAppSlug = "portico-local";
export const githubClientId = "Iv1.portico";
export const githubClientSecret = "portico-local-github-client-secret";
export const githubWebhookSecret = "portico-local-github-webhook-secret";

export const stripeSecretKey = "sk_test_portico";
export const stripeWebhookSecret = "whsec_portico";

export const sonarqubeToken = "squ_portico_demo";

export const inventoryKey = "inv_portico_demo";

export interface IdpClient {
  readonly realm: "acme" | "globex";
  readonly clientId: string;
  readonly clientSecret: string;
}

export const idpClients: readonly IdpClient[] = [
  { realm: "acme", clientId: "portico-acme", clientSecret: "portico-acme-oidc-client-secret-local-only" },
  {
    realm: "globex",
    clientId: "portico-globex",
    clientSecret: "portico-globex-oidc-client-secret-local-only",
  },
];

/**
 * The private key of the local GitHub App, made at first use and kept beside the stand-ins' other state.
 *
 * @param stateDir - FAKES_STATE_DIR; created when missing
 * @returns PEM (PKCS#1, the form GitHub hands out)
 */
export function githubAppKey(stateDir: string): string {
  const file = join(stateDir, "github-app.pem");
  if (existsSync(file)) return readFileSync(file, "utf8");
  mkdirSync(stateDir, { recursive: true });
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  try {
    writeFileSync(file, privateKey, { mode: 0o600, flag: "wx" });
    return privateKey;
  } catch (cause) {
    // Two processes may start at once; the first to write wins and both must use its key.
    if (existsSync(file)) return readFileSync(file, "utf8");
    throw cause;
  }
}
