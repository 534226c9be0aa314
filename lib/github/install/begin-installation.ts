import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { randomToken, sha256 } from "@/lib/platform/crypto";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Github, github } from "../api/github";
import { insertAttempt, pruneAttempts } from "../store/attempt-store";

export const STATE_MS = 60 * 60_000;

/**
 * Begins an installation: GitHub's page to send the person to. The `state` in it is bound to this person and tenant,
 * good once and for an hour; only its hash is kept.
 *
 * @throws AppError forbidden - without catalog.source.manage
 */
export async function beginInstallation(
  ctx: TenantContext,
  api: Github = github(),
): Promise<{ readonly url: string }> {
  requirePermission(ctx, "catalog.source.manage");
  if (ctx.actor.kind !== "user")
    throw new AppError("forbidden", "Only a signed-in person can connect GitHub.");
  const { userId } = ctx.actor;
  const state = randomToken(32);
  await withTenantSql(ctx, async (db) => {
    await pruneAttempts(db);
    await insertAttempt(db, {
      stateHash: sha256(state),
      userId,
      installationId: undefined,
      expiresAt: new Date(Date.now() + STATE_MS),
    });
    await recordAudit(db, ctx, { action: "github.installation.begun", target: "github" });
  });
  return {
    url: `${api.settings.webUrl}/apps/${encodeURIComponent(api.settings.appSlug)}/installations/new?state=${state}`,
  };
}
