import type { SystemDb } from "@/lib/platform/db";

export async function insertSignInToken(
  db: SystemDb,
  row: { identifier: string; tokenHash: string; expiresAt: Date },
): Promise<void> {
  await db.sql("DELETE FROM sign_in_token WHERE expires_at < now() - interval '1 day'");
  await db.sql(
    "INSERT INTO sign_in_token (identifier, token_hash, expires_at) VALUES ($1, $2, $3::text::timestamptz)",
    [row.identifier, row.tokenHash, row.expiresAt.toISOString()],
  );
}

/** Takes a link's token out, so that it works once; the address's other open links go with it. */
export async function takeSignInToken(
  db: SystemDb,
  identifier: string,
  tokenHash: string,
): Promise<{ expiresAt: Date } | undefined> {
  const rows = await db.sql<{ expiresAt: Date }>(
    `DELETE FROM sign_in_token WHERE identifier = $1 AND token_hash = $2 RETURNING expires_at AS "expiresAt"`,
    [identifier, tokenHash],
  );
  if (rows[0]) await db.sql("DELETE FROM sign_in_token WHERE identifier = $1", [identifier]);
  return rows[0];
}
