import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { findSessionRow, type SessionRow } from "./store/session-store";

/** Who a session cookie stands for. With `tenantId` it came from that tenant's SSO and is good nowhere else. */
export type SessionView = {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly tenantId: string | undefined;
  readonly connectionId: string | undefined;
};

/**
 * Reads the session a cookie names.
 *
 * @param token - the cookie's value; only its SHA-256 is compared
 * @returns undefined when there is none, it has ended or was revoked
 */
export async function readSession(token: string): Promise<SessionView | undefined> {
  if (!isToken(token)) return undefined;
  const row = await asSystem("read-session", (db) => findSessionRow(db, sha256(token)));
  return row && toSessionView(row);
}

/** Whether a cookie's value can be a session's at all. */
export function isToken(text: string): boolean {
  return text.length >= 20 && text.length <= 200;
}

export function toSessionView(row: SessionRow): SessionView {
  return {
    sessionId: row.sessionId,
    userId: row.userId,
    email: row.email,
    name: row.name ?? row.email,
    image: row.image ?? undefined,
    tenantId: row.tenantId ?? undefined,
    connectionId: row.connectionId ?? undefined,
  };
}

/** The session if it proves a person; undefined for none and for one that a company's single sign-on made. */
export function toPersonSession<S extends { readonly tenantId: string | undefined }>(
  session: S | undefined,
): S | undefined {
  return session?.tenantId === undefined ? session : undefined;
}
