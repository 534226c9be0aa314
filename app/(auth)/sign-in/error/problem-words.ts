import type { SignInProblem } from "@/lib/identity/client";

type Words = { readonly title: string; readonly text: string; readonly fix: string };

const ASK_ADMIN =
  "An admin of your company’s portal sees this failure in Settings, Single sign-on, and can correct it there.";

/** What happened, to what, and what to do, for each way a sign-in can fail. */
export const PROBLEM_WORDS: Readonly<Record<SignInProblem, Words>> = {
  link_expired: {
    title: "This link no longer works",
    text: "A sign-in link works once and for 15 minutes. This one was used before, is older, or is not complete.",
    fix: "Ask for a new link.",
  },
  rate_limited: {
    title: "Too many links were asked for",
    text: "More than 8 sign-in links were requested for this address, or more than 100 from your network, within 15 minutes.",
    fix: "Use the newest link you have, or wait 15 minutes and ask again.",
  },
  mail_failed: {
    title: "The mail could not be sent",
    text: "The mail server did not accept the sign-in link.",
    fix: "Check the address and try again in a minute, or continue with GitHub.",
  },
  mail_not_configured: {
    title: "This portal cannot send mail yet",
    text: "The operator has not set SMTP_URL, so no sign-in link can be sent.",
    fix: "Continue with GitHub or your company’s single sign-on, or tell the operator.",
  },
  invalid_email: {
    title: "That is not an e-mail address",
    text: "The address must look like you@company.com.",
    fix: "Go back and correct it.",
  },
  access_denied: {
    title: "The sign-in was declined",
    text: "The other side says that access was denied: you pressed cancel there, or you are not assigned to Portico.",
    fix: "Try again, or ask who manages your identity provider to assign you.",
  },
  provider_refused: {
    title: "The identity provider reported an error",
    text: "It refused the request before you signed in.",
    fix: `Try again. ${ASK_ADMIN}`,
  },
  flow_expired: {
    title: "The sign-in took too long or began elsewhere",
    text: "The answer came back without the cookies that this browser was given at the start. They last 15 minutes and belong to one browser.",
    fix: "Start again here, in one window, with cookies allowed.",
  },
  state_mismatch: {
    title: "The answer belongs to another sign-in",
    text: "The state value differs from the one this browser sent. A second tab, an old page or somebody else’s link does that.",
    fix: "Start again here and finish in the same tab.",
  },
  nonce_mismatch: {
    title: "The answer belongs to another sign-in",
    text: "The nonce in the ID token differs from the one this browser sent.",
    fix: "Start again here and finish in the same tab.",
  },
  wrong_issuer: {
    title: "The answer names another issuer",
    text: "The ID token’s issuer is not the one your company has set.",
    fix: ASK_ADMIN,
  },
  wrong_audience: {
    title: "The answer is meant for another application",
    text: "The ID token’s audience is not the client id your company has set.",
    fix: ASK_ADMIN,
  },
  bad_signature: {
    title: "The answer’s signature is not valid",
    text: "The ID token is not signed with a key that your identity provider publishes.",
    fix: ASK_ADMIN,
  },
  bad_algorithm: {
    title: "The answer is signed the wrong way",
    text: "The ID token uses another signature algorithm than the identity provider announces. Unsigned tokens are never accepted.",
    fix: ASK_ADMIN,
  },
  id_token_expired: {
    title: "The answer’s times do not fit",
    text: "The ID token has expired or lies in the future. The clocks of the two servers may differ.",
    fix: `Try again. ${ASK_ADMIN}`,
  },
  code_refused: {
    title: "The sign-in code was refused",
    text: "A code works once and for a short time. This one was used before or is too old.",
    fix: "Start again.",
  },
  client_refused: {
    title: "The identity provider does not accept Portico’s client",
    text: "Client id or client secret are wrong, or the secret has expired.",
    fix: ASK_ADMIN,
  },
  provider_unreachable: {
    title: "The identity provider could not be reached",
    text: "Its discovery document, token endpoint or keys did not answer, or its address may not be called from here.",
    fix: `Try again in a minute. ${ASK_ADMIN}`,
  },
  no_verified_email: {
    title: "Your GitHub account has no verified primary address",
    text: "Portico takes your name and address from GitHub, and only an address that GitHub has verified.",
    fix: "Verify your primary address in GitHub’s settings under Emails, then try again.",
  },
  email_not_readable: {
    title: "GitHub did not show your address",
    text: "The GitHub App of this portal lacks the account permission “Email addresses: read-only”.",
    fix: "The operator can add it in the GitHub App’s settings. Until then use an e-mail link.",
  },
  connection_unknown: {
    title: "This single sign-on is not available",
    text: "The connection was switched off or removed.",
    fix: "Sign in another way, or ask an admin of your company’s portal.",
  },
  configuration: {
    title: "Sign-in is not configured correctly",
    text: "The server refused its own settings.",
    fix: "Tell the operator, with the request id below.",
  },
  unknown: {
    title: "The sign-in did not work",
    text: "The reason is in the server’s log, under the request id below.",
    fix: "Try again, and quote the request id if it stays.",
  },
};
