import { github, listInstallations } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

/** GitHub as the tenant's own installation; the token stays in lib/github. */
export type GithubCall = (ctx: TenantContext, owner: string, pathAndQuery: string) => Promise<unknown>;

/**
 * Calls GitHub's REST API for an account that this tenant has connected.
 *
 * @throws AppError precondition - the account is not connected; what the client throws otherwise
 */
export const callGithub: GithubCall = async (ctx, owner, pathAndQuery) => {
  const installations = await withTenantSql(ctx, listInstallations);
  const found = installations.find(
    (one) => one.accountLogin.toLowerCase() === owner.toLowerCase() && one.status === "active",
  );
  if (!found)
    throw new AppError(
      "precondition",
      `The GitHub organisation ${owner} is not connected to ${ctx.tenantName}.`,
    );
  return github().installation(found.installationId, found.budget).rest(`GET ${pathAndQuery}`);
};
