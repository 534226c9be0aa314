import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { insertInstallation } from "../store/installation-store";
import type { ProvenInstallation } from "./return-from-github";

/**
 * Binds a proven installation to the tenant it was proved for, in the caller's transaction.
 *
 * @throws AppError conflict - another portal holds it; not_found - proved for another tenant than the context's
 */
export async function bindInstallation(
  db: TenantSql,
  ctx: TenantContext,
  proven: ProvenInstallation,
): Promise<void> {
  if (proven.tenantId !== ctx.tenantId)
    throw new AppError("not_found", "There is no such portal, or you are not a member of it.");
  const boundBy = ctx.actor.kind === "user" ? ctx.actor.userId : undefined;
  if (!(await insertInstallation(db, proven.facts, boundBy))) {
    throw new AppError(
      "conflict",
      `${proven.facts.accountLogin} is already connected to another portal. Ask its owner for an invitation, or uninstall the App on GitHub and connect again from here.`,
    );
  }
  await recordAudit(db, ctx, {
    action: "github.installation.bound",
    target: String(proven.facts.installationId),
    after: {
      account: proven.facts.accountLogin,
      repositories: proven.facts.repositorySelection,
      permissions: proven.facts.permissions,
    },
  });
}
