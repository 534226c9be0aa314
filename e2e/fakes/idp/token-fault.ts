import { createHmac, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { SigningKey } from "./keys";

export const tokenFaults = [
  "aud",
  "iss",
  "nonce",
  "no-nonce",
  "expired",
  "alg-none",
  "hs256",
  "signature",
  "kid",
  "sub",
  "azp",
] as const;
export type TokenFault = (typeof tokenFaults)[number];

type Json = Record<string, unknown>;

/** A segment of a token this provider has just made: always a JSON object. */
function decode(segment: string): Json {
  return JSON.parse(Buffer.from(segment, "base64url").toString()) as Json;
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function without(value: Json, name: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function bend(payload: Json, fault: TokenFault): Json {
  const nowSeconds = Math.floor(Date.now() / 1000);
  switch (fault) {
    case "aud":
      return { ...payload, aud: "somebody-else" };
    case "azp":
      return { ...payload, aud: [payload.aud, "somebody-else"], azp: "somebody-else" };
    case "iss":
      return { ...payload, iss: "http://127.0.0.1:9/evil" };
    case "nonce":
      return { ...payload, nonce: "replayed-nonce" };
    case "no-nonce":
      return without(payload, "nonce");
    case "sub":
      return without(payload, "sub");
    case "expired":
      return { ...payload, iat: nowSeconds - 7200, exp: nowSeconds - 3600 };
    case "alg-none":
    case "hs256":
    case "signature":
    case "kid":
      return payload;
  }
}

/** Makes the ID token an attacker or a broken provider would send instead. */
export function spoilIdToken(token: string, fault: TokenFault, key: SigningKey): string {
  const [head = "", body = ""] = token.split(".");
  const header = decode(head);
  const payload = encode(bend(decode(body), fault));
  if (fault === "alg-none") return `${encode({ ...header, alg: "none" })}.${payload}.`;
  if (fault === "hs256") {
    // The classic confusion: the public key, known to all, used as the secret.
    const secret = createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" });
    const signed = `${encode({ ...header, alg: "HS256" })}.${payload}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  }
  const signed = `${encode(fault === "kid" ? { ...header, kid: "../../../../dev/null" } : header)}.${payload}`;
  const signature = sign("sha256", Buffer.from(signed), createPrivateKey({ key, format: "jwk" }));
  if (fault === "signature") signature[0] = (signature[0] ?? 0) ^ 0xff;
  return `${signed}.${signature.toString("base64url")}`;
}
