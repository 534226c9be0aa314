import { createHash, generateKeyPairSync } from "node:crypto";
import { z } from "zod";

export const signingKey = z.object({
  kty: z.literal("RSA"),
  kid: z.string(),
  use: z.literal("sig"),
  alg: z.literal("RS256"),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});
export type SigningKey = z.output<typeof signingKey>;

/** A new RSA signing key; kept in the state file, so that tokens outlive a restart. */
export function createSigningKey(): SigningKey {
  const jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(String(jwk.n)).digest("base64url").slice(0, 16);
  return signingKey.parse({ ...jwk, kid, use: "sig", alg: "RS256" });
}
