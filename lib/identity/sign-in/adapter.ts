import type { Adapter, AdapterUser } from "next-auth/adapters";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { findUserByIdentity, type IdentityKey, type UserRow, upsertIdentity } from "../store/account-store";
import { deleteSessionRow } from "../store/session-store";
import { insertSignInToken, takeSignInToken } from "../store/sign-in-token-store";
import { emailIdentity } from "./email-identity";
import type { SignInFlow } from "./flow";
import { startSession } from "./start-session";

// next-auth wants a date here; what it means by it, our identities carry in their key.
const toAdapterUser = (row: UserRow): AdapterUser => ({
  id: row.id,
  email: row.email,
  name: row.name,
  image: row.image,
  emailVerified: null,
});

/**
 * next-auth's view of our tables, for one request.
 *
 * It answers nothing that would let next-auth join two identities: no user is found by e-mail except the one which that
 * very e-mail link proves, and no session is found, because next-auth would add the new identity to the user of it.
 */
export function makeAdapter(flow: SignInFlow): Adapter {
  const find = async (key: IdentityKey | undefined) => {
    const row = key && (await asSystem("find-user", (db) => findUserByIdentity(db, key)));
    return row ? toAdapterUser(row) : null;
  };
  return {
    getUser: () => null,
    getSessionAndUser: () => null,
    getUserByEmail: (email) => (flow.identity ? null : find(emailIdentity(email).key)),
    getUserByAccount: () => find(flow.identity?.key),
    createUser: async (user: { email: string }) => {
      const identity = flow.identity ?? emailIdentity(user.email);
      return toAdapterUser(
        await asSystem("create-user", (db) => upsertIdentity(db, identity.key, identity.profile)),
      );
    },
    updateUser: async (user) => ({ ...user, email: user.email ?? "", emailVerified: null }),
    // createUser has written user and identity together.
    linkAccount: () => undefined,
    createSession: async (session) => {
      await startSession(flow, {
        token: session.sessionToken,
        userId: session.userId,
        expiresAt: session.expires,
      });
      return session;
    },
    updateSession: () => null,
    deleteSession: (token) => asSystem("end-session", (db) => deleteSessionRow(db, sha256(token))),
    createVerificationToken: async (token) => {
      const row = { identifier: token.identifier, tokenHash: token.token, expiresAt: token.expires };
      await asSystem("create-link", (db) => insertSignInToken(db, row));
      return token;
    },
    useVerificationToken: async ({ identifier, token }) => {
      if (typeof identifier !== "string" || typeof token !== "string") return null;
      const row = await asSystem("use-link", (db) => takeSignInToken(db, identifier, token));
      return row ? { identifier, token, expires: row.expiresAt } : null;
    },
  };
}
