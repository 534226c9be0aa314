import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { deleteSecret, listSecrets, readSecret, writeSecret } from "@/lib/secrets";

const prefix = (sourceId: string) => `source:${sourceId}:`;

/** The secrets of a source, for requests of the server. */
export async function readSourceSecrets(
  ctx: TenantContext,
  sourceId: string,
): Promise<Readonly<Record<string, string>>> {
  return withTenantSql(ctx, async (db) => {
    const entries: [string, string][] = [];
    for (const name of await listSecretNames(db, sourceId)) {
      const value = await readSecret(db, `${prefix(sourceId)}${name}`);
      if (value !== undefined) entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  });
}

/** Names of the secrets that are entered; never their values. */
export async function listSecretNames(db: TenantSql, sourceId: string): Promise<readonly string[]> {
  return (await listSecrets(db, prefix(sourceId))).map((row) => row.name.slice(prefix(sourceId).length));
}

/** Keeps what was entered, and forgets what is neither entered nor kept. */
export async function replaceSecrets(
  db: TenantSql,
  ctx: TenantContext,
  sourceId: string,
  change: { readonly entered: Readonly<Record<string, string>>; readonly kept: readonly string[] },
): Promise<void> {
  for (const [name, value] of Object.entries(change.entered))
    await writeSecret(db, ctx, `${prefix(sourceId)}${name}`, value);
  for (const name of await listSecretNames(db, sourceId))
    if (!Object.hasOwn(change.entered, name) && !change.kept.includes(name))
      await deleteSecret(db, `${prefix(sourceId)}${name}`);
}
