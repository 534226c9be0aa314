import { asSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { listDomainsOfOthers, listProvedDomains, lockDomainClaims } from "../store/connection-store";

/**
 * Runs `write` while these domains are this tenant's to take, and no other tenant can take them meanwhile.
 *
 * A new domain needs an owner or admin who has signed in with an address of exactly that domain, by e-mail link or as
 * GitHub's verified primary address: what an identity provider of the tenant's own asserts proves nothing here.
 * The first tenant to claim a domain has it.
 *
 * @param held - domains the connection has already; they stay even when the colleague who proved them has left
 * @throws AppError precondition - nobody has proved it; conflict - another company has it
 */
export async function claimDomains<T>(
  claim: { readonly tenantId: string; readonly domains: readonly string[]; readonly held: readonly string[] },
  write: () => Promise<T>,
): Promise<T> {
  return asSystem("claim-domains", async (db) => {
    await lockDomainClaims(db);
    const proved = new Set([...(await listProvedDomains(db, claim.tenantId)), ...claim.held]);
    const unproved = claim.domains.find((domain) => !proved.has(domain));
    if (unproved !== undefined) {
      throw new AppError(
        "precondition",
        `Nobody has proved ${unproved} yet: an owner or admin must have signed in once with an address @${unproved}, by e-mail link or with GitHub.`,
      );
    }
    const [taken] = await listDomainsOfOthers(db, claim.tenantId, claim.domains);
    if (taken !== undefined)
      throw new AppError(
        "conflict",
        `${taken} belongs to another company’s portal. If that is a mistake, write to the operator.`,
      );
    return write();
  });
}

/** Domains that owners and admins of the tenant have proved, for the form's hint. */
export async function listClaimableDomains(tenantId: string): Promise<readonly string[]> {
  return asSystem("list-proved-domains", (db) => listProvedDomains(db, tenantId));
}
