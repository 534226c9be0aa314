export type Refusal = "state" | "requested" | "denied" | "not_listed" | "taken" | "not_member" | "failed";

/** The page that says why GitHub was not connected. It shows fixed words by reason, nothing from the address. */
export function refusedAddress(reason: Refusal): string {
  return `/sign-in/github-refused?reason=${reason}`;
}
