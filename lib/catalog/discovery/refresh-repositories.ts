import { findInstallation, type Github, github, saveBudget, updateInstallation } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { listByExternalId, markUnreadable, saveSnapshots, upsertListed } from "../store/discovery-store";
import { findSource } from "../store/run-store";
import type { IngestDoor } from "./discover";
import { followTransfers } from "./follow-transfer";
import { findById } from "./list-page";
import { readRepositories } from "./read-repositories";

export type RefreshDoor = Pick<IngestDoor, "remove"> & {
  readonly repositories: (
    ctx: TenantContext,
    sourceId: string,
    repositoryIds: readonly string[],
  ) => Promise<void>;
};

const PAGE_SIZE = 25;

/**
 * Reads the named repositories again and ingests them at once: what a push or a rename leads to.
 *
 * The truth is asked for by id, so order and repetition of webhooks do not matter. A repository the installation does not see
 * any more is removed: this is one named repository, not a list that came back short.
 *
 * @throws RetryAt - GitHub asks to wait; AppError upstream_failed - it kept failing
 */
export async function refreshRepositories(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly externalIds: readonly string[] },
  door: RefreshDoor,
  api: Github = github(),
): Promise<void> {
  const source = await withTenantSql(ctx, (db) => findSource(db, input.sourceId));
  const installationId = source?.installationId;
  if (!source || !installationId) return;
  const installation = await withTenantSql(ctx, (db) => findInstallation(db, installationId));
  if (installation?.status !== "active") return;
  const client = api.installation(installationId, installation.budget);

  const found = await Promise.all(input.externalIds.map((id) => findById(client, id)));
  const present = found.flatMap((repository) => (repository ? [repository] : []));
  const account = present.every((repository) => isOwnedBy(repository.owner, installation.accountLogin))
    ? installation.accountLogin
    : await currentLogin(ctx, api, installationId);
  const rows = present.filter((repository) => isOwnedBy(repository.owner, account));
  const known = await withTenantSql(ctx, async (db) => {
    await upsertListed(db, source.id, undefined, rows);
    return listByExternalId(db, source.id, input.externalIds);
  });
  const seen = new Set(rows.map((repository) => repository.external_id));
  const lost = known.filter((repository) => !seen.has(repository.externalId));
  const transferred = await followTransfers(
    ctx,
    source.id,
    lost.map((repository) => repository.externalId),
    api,
  );
  const gone = lost
    .filter((repository) => !transferred.has(repository.externalId))
    .map((repository) => repository.id);
  if (gone.length > 0) await door.remove(ctx, source.id, gone);

  const toRead = known.filter((repository) => seen.has(repository.externalId));
  if (toRead.length > 0) {
    const result = await readRepositories(client, toRead, PAGE_SIZE);
    await withTenantSql(ctx, async (db) => {
      await saveSnapshots(
        db,
        result.read.map(({ id, snapshot }) => ({ id, head_sha: snapshot.headSha ?? null, snapshot })),
      );
      await markUnreadable(db, result.unreadable);
    });
    if (result.read.length > 0)
      await door.repositories(
        ctx,
        source.id,
        result.read.map(({ id }) => id),
      );
  }
  await withTenantSql(ctx, async (db) => {
    await saveBudget(db, installationId, client.budget());
    await publish(db, "ingest", { repositories: known.length });
  });
}

// Another owner than the one we know: the repository was transferred, or the account has a new name.
async function currentLogin(ctx: TenantContext, api: Github, installationId: number): Promise<string> {
  const facts = await api.getInstallation(installationId);
  await withTenantSql(ctx, (db) => updateInstallation(db, facts));
  return facts.accountLogin;
}

// A transferred repository may still be visible for a moment; it belongs to its new account's installation.
function isOwnedBy(owner: string, account: string): boolean {
  return owner.toLowerCase() === account.toLowerCase();
}
