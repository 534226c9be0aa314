import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { githubAppId, githubAppKey, githubClientId } from "../credentials";
import { ApiProblem } from "./problem";

const header = z.object({ alg: z.string() });
const claims = z.object({
  iat: z.number().int(),
  exp: z.number().int(),
  iss: z.union([z.string(), z.number()]),
});
const keys = new Map<string, KeyObject>();

function publicKey(stateDir: string): KeyObject {
  const known = keys.get(stateDir) ?? createPublicKey(githubAppKey(stateDir));
  keys.set(stateDir, known);
  return known;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch (cause) {
    throw new ApiProblem(401, "A JSON web token could not be decoded", {}, { cause: String(cause) });
  }
}

/**
 * Accepts the App's own token under GitHub's rules: RS256, at most ten minutes, issued by the App id or client id.
 *
 * @throws ApiProblem 401
 */
export function checkAppJwt(jwt: string, stateDir: string, nowSeconds: number): void {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const bad = new ApiProblem(401, "A JSON web token could not be decoded");
  const parsedHeader = header.safeParse(decode(head));
  if (!parsedHeader.success || parsedHeader.data.alg !== "RS256") throw bad;
  if (
    !verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${body}`),
      publicKey(stateDir),
      Buffer.from(signature, "base64url"),
    )
  )
    throw bad;
  const parsed = claims.safeParse(decode(body));
  if (!parsed.success) throw new ApiProblem(401, "Missing 'issuer' claim ('iss') in assertion");
  const { exp, iat, iss } = parsed.data;
  if (String(iss) !== githubAppId && iss !== githubClientId)
    throw new ApiProblem(401, "Integration not found");
  if (exp <= nowSeconds)
    throw new ApiProblem(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  // GitHub allows a little clock drift beyond the ten minutes.
  if (exp - nowSeconds > 660)
    throw new ApiProblem(401, "'Expiration time' claim ('exp') is too far in the future");
  if (iat > nowSeconds + 60)
    throw new ApiProblem(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
}
