import { messageOf } from "@/lib/platform/errors";

/** Why a sign-in did not happen; the page has words for each. */
export const SIGN_IN_PROBLEMS = [
  "link_expired",
  "rate_limited",
  "mail_failed",
  "mail_not_configured",
  "invalid_email",
  "access_denied",
  "provider_refused",
  "flow_expired",
  "state_mismatch",
  "nonce_mismatch",
  "wrong_issuer",
  "wrong_audience",
  "bad_signature",
  "bad_algorithm",
  "id_token_expired",
  "code_refused",
  "client_refused",
  "provider_unreachable",
  "no_verified_email",
  "email_not_readable",
  "connection_unknown",
  "configuration",
  "unknown",
] as const;
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];

export function isSignInProblem(text: string | undefined): text is SignInProblem {
  return SIGN_IN_PROBLEMS.some((problem) => problem === text);
}

// Texts of openid-client 5.7; the first that matches names the cause.
const PATTERNS: readonly (readonly [RegExp, SignInProblem])[] = [
  [/no_verified_email/, "no_verified_email"],
  [/email_not_readable/, "email_not_readable"],
  [/state (mismatch|missing)|checks\.state/i, "state_mismatch"],
  [/nonce/i, "nonce_mismatch"],
  [/signature|no valid key|JWKS|jwks|decode JWT|JWS/i, "bad_signature"],
  [/\biss\b|issuer/i, "wrong_issuer"],
  [/\baud\b|\bazp\b|audience/i, "wrong_audience"],
  [/unexpected JWT alg|alg received|unsupported.*alg/i, "bad_algorithm"],
  [/JWT (expired|not active|issued)|\bexp\b|\biat\b|\bnbf\b/i, "id_token_expired"],
  [/invalid_grant/i, "code_refused"],
  [/invalid_client|unauthorized_client|bad_verification_code|incorrect_client/i, "client_refused"],
  [
    /timed out|ECONN|ENOTFOUND|EAI_AGAIN|not public|could not be reached|did not answer|expected 200 OK|fetch failed/i,
    "provider_unreachable",
  ],
];

/** Names the cause of a failed answer from an identity provider. */
export function problemOf(error: unknown): SignInProblem {
  // openid-client says why a key set could not be fetched only in the error's own message.
  const text = `${error instanceof Error && "error" in error ? String(error.error) : ""} ${messageOf(error)}`;
  return PATTERNS.find(([pattern]) => pattern.test(text))?.[1] ?? "unknown";
}
