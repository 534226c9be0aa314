import { recordAudit } from "@/lib/audit";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, withTenant } from "@/lib/platform/db";
import { parseTenantId, parseUserId } from "@/lib/platform/types";
import { updateProfile } from "../store/account-store";
import { noteSignIn, upsertMember } from "../store/member-store";
import { deleteExpiredSessions, deleteSessionRow, insertSession } from "../store/session-store";
import type { SignInFlow } from "./flow";

/**
 * Begins a session after a proof of who it is: always a new token, and the browser's earlier session ends with it.
 *
 * A tenant's SSO makes the member at the first sign-in, with the tenant's default role, and a session good there only.
 */
export async function startSession(
  flow: SignInFlow,
  session: { token: string; userId: string; expiresAt: Date },
): Promise<void> {
  const { connection, identity, previousToken } = flow;
  const row = { tokenHash: sha256(session.token), userId: session.userId, expiresAt: session.expiresAt };
  await asSystem("start-session", async (db) => {
    if (previousToken) await deleteSessionRow(db, sha256(previousToken));
    await deleteExpiredSessions(db);
    if (identity) await updateProfile(db, session.userId, identity.profile);
    if (connection) return;
    await insertSession(db, row);
    await noteSignIn(db, session.userId);
  });
  if (!connection) return;
  const { tenantId, id: connectionId } = connection;
  await withTenant({ tenantId: parseTenantId(tenantId) }, async (db) => {
    const member = await upsertMember(db, session.userId);
    await insertSession(db, { ...row, tenantId, connectionId });
    if (!member?.isNew) return;
    const { name, email } = identity?.profile ?? { name: undefined, email: "" };
    const actor = {
      kind: "user",
      userId: parseUserId(session.userId),
      sessionId: "",
      name: name ?? email,
      email,
    } as const;
    await recordAudit(
      db,
      { actor, requestId: flow.requestId },
      {
        action: "identity.member.joined",
        target: session.userId,
        after: { role: member.role, connection: connection.name, email },
      },
    );
  });
}
