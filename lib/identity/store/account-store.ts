import type { SystemDb } from "@/lib/platform/db";

/** What an identity is keyed by. The e-mail address is never part of it, except as what an e-mail link itself proves. */
export type IdentityKey = { readonly provider: string; readonly issuer: string; readonly subject: string };
export type IdentityProfile = {
  readonly email: string;
  readonly name: string | undefined;
  readonly image: string | undefined;
};
export type UserRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly image: string | null;
};

export async function findUserByIdentity(db: SystemDb, key: IdentityKey): Promise<UserRow | undefined> {
  const rows = await db.sql<UserRow>(
    `SELECT u.id::text, u.email, u.name, u.image FROM account a JOIN portal_user u ON u.id = a.user_id
     WHERE a.provider = $1 AND a.issuer = $2 AND a.subject = $3`,
    [key.provider, key.issuer, key.subject],
  );
  return rows[0];
}

/** The identity's user, made when it is seen for the first time. Two first sign-ins at once make one user. */
export async function upsertIdentity(
  db: SystemDb,
  key: IdentityKey,
  profile: IdentityProfile,
): Promise<UserRow> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", [
    `${key.provider} ${key.issuer} ${key.subject}`,
  ]);
  const known = await findUserByIdentity(db, key);
  if (known) return known;
  const [user] = await db.sql<UserRow>(
    "INSERT INTO portal_user (email, name, image) VALUES ($1, $2, $3) RETURNING id::text, email, name, image",
    [profile.email, profile.name ?? null, profile.image ?? null],
  );
  if (!user) throw new Error("INSERT … RETURNING gave no row");
  await db.sql("INSERT INTO account (user_id, provider, issuer, subject) VALUES ($1::uuid, $2, $3, $4)", [
    user.id,
    key.provider,
    key.issuer,
    key.subject,
  ]);
  return user;
}

/** What the person is called now, as the provider says it. A changed address changes what is shown, never who it is. */
export async function updateProfile(db: SystemDb, userId: string, profile: IdentityProfile): Promise<void> {
  await db.sql(
    "UPDATE portal_user SET email = $2, name = coalesce($3, name), image = coalesce($4, image) WHERE id = $1::uuid",
    [userId, profile.email, profile.name ?? null, profile.image ?? null],
  );
}

/** How each of these users signs in: `email`, `github` or `sso:<connection id>`. */
export async function listProviders(
  db: SystemDb,
  userIds: readonly string[],
): Promise<{ userId: string; provider: string }[]> {
  return db.sql(`SELECT user_id::text AS "userId", provider FROM account WHERE user_id = ANY($1::uuid[])`, [
    [...userIds],
  ]);
}
