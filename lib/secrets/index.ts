import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { deriveKey, randomKey, seal, unseal } from "@/lib/platform/crypto";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import {
  deleteSecretRow,
  findTenantKey,
  insertTenantKey,
  listSecretRows,
  type SecretRow,
  takeSecret,
  upsertSecret,
} from "./store/secret-store";

const wrapKey = () => deriveKey(config().PORTICO_SECRET, "tenant-data-keys");

async function dataKey(db: TenantSql): Promise<{ key: Buffer; version: number }> {
  const aad = `${db.tenantId}:data-key`;
  if (!(await findTenantKey(db))) await insertTenantKey(db, 1, seal(wrapKey(), randomKey(), aad));
  const row = await findTenantKey(db);
  if (!row) throw new AppError("internal", "The tenant has no data key.");
  return { key: unseal(wrapKey(), row.wrapped, aad), version: row.version };
}

// The tenant and the name are bound in, so a ciphertext moved to another row or tenant does not open.
const placeOf = (db: TenantSql, name: string, version: number) => `${db.tenantId}:${name}:${version}`;

/**
 * Keeps a secret, encrypted under the tenant's own key; what was there before is gone.
 *
 * @param name - `plugin:<id>:<name>` or `sso:<connection>:<name>`
 */
export async function writeSecret(
  db: TenantSql,
  ctx: Pick<TenantContext, "actor">,
  name: string,
  plain: string,
): Promise<void> {
  const { key, version } = await dataKey(db);
  const updatedBy = ctx.actor.kind === "user" ? ctx.actor.email : ctx.actor.kind;
  await upsertSecret(db, {
    name,
    ciphertext: seal(key, plain, placeOf(db, name, version)),
    keyVersion: version,
    updatedBy,
  });
}

/** Reads a secret for use by the server and marks it used. Never send it to a browser. */
export async function readSecret(db: TenantSql, name: string): Promise<string | undefined> {
  const row = await takeSecret(db, name);
  if (!row) return undefined;
  const { key } = await dataKey(db);
  return unseal(key, row.ciphertext, placeOf(db, name, row.keyVersion)).toString("utf8");
}

export async function deleteSecret(db: TenantSql, name: string): Promise<void> {
  await deleteSecretRow(db, name);
}

/** Names and dates of the secrets that begin with `prefix`; never their values. */
export async function listSecrets(db: TenantSql, prefix: string): Promise<readonly SecretRow[]> {
  return listSecretRows(db, prefix);
}
