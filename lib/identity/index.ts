export { findMembership, listMemberships } from "./find-membership";
export type { SessionView } from "./read-session";
export { readSession } from "./read-session";
export type { EntitlementColumns, MembershipRow } from "./store/membership-store";
