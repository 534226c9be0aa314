import type { SystemDb } from "@/lib/platform/db";

export async function insertPendingSignUp(
  db: SystemDb,
  row: { tokenHash: string; name: string; slug: string; expiresAt: Date },
): Promise<void> {
  await db.sql("DELETE FROM pending_sign_up WHERE expires_at < now()");
  await db.sql(
    "INSERT INTO pending_sign_up (token_hash, name, slug, expires_at) VALUES ($1, $2, $3, $4::text::timestamptz)",
    [row.tokenHash, row.name, row.slug, row.expiresAt.toISOString()],
  );
}

export async function updatePendingSignUp(
  db: SystemDb,
  tokenHash: string,
  row: { name: string; slug: string },
): Promise<boolean> {
  const rows = await db.sql(
    "UPDATE pending_sign_up SET name = $2, slug = $3 WHERE token_hash = $1 AND expires_at > now() RETURNING id",
    [tokenHash, row.name, row.slug],
  );
  return rows.length > 0;
}

export async function findPendingSignUpRow(
  db: SystemDb,
  tokenHash: string,
): Promise<{ name: string; slug: string } | undefined> {
  return (
    await db.sql<{ name: string; slug: string }>(
      "SELECT name, slug FROM pending_sign_up WHERE token_hash = $1 AND expires_at > now()",
      [tokenHash],
    )
  )[0];
}

/** Takes it out, so that it makes one tenant. */
export async function takePendingSignUp(
  db: SystemDb,
  tokenHash: string,
): Promise<{ name: string; slug: string } | undefined> {
  const rows = await db.sql<{ name: string; slug: string }>(
    "DELETE FROM pending_sign_up WHERE token_hash = $1 AND expires_at > now() RETURNING name, slug",
    [tokenHash],
  );
  return rows[0];
}

export async function listTakenSlugs(db: SystemDb, slugs: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ slug: string }>("SELECT slug FROM tenant WHERE slug = ANY($1::text[])", [
    [...slugs],
  ]);
  return rows.map((row) => row.slug);
}
