export { cookieName, cookieOptions, SESSION_COOKIE } from "./cookies";
export { findMembership, listMemberships } from "./find-membership";
export type { SessionView } from "./read-session";
export { readSession } from "./read-session";
export type { EntitlementColumns, MembershipRow } from "./store/membership-store";
export type { ApiTokenHolder } from "./tokens/verify-api-token";
export { verifyApiToken } from "./tokens/verify-api-token";
