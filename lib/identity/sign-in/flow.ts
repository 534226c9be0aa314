import type { IdentityKey, IdentityProfile } from "../store/account-store";
import type { SignInConnection } from "../store/connection-store";
import type { SignInProblem } from "./problems";

/** What one request to next-auth is about, and what our parts of it found out on the way. */
export type SignInFlow = {
  /** set when the provider is a tenant's SSO */
  readonly connection: SignInConnection | undefined;
  /** the session the browser already had; it ends when a new one begins */
  readonly previousToken: string | undefined;
  readonly clientAddress: string;
  readonly requestId: string;
  /** who the provider says it is, set by the provider's `profile` once everything is checked */
  identity: { readonly key: IdentityKey; readonly profile: IdentityProfile } | undefined;
  problem: SignInProblem | undefined;
  /** for the log and the tenant's audit only */
  detail: string | undefined;
};
