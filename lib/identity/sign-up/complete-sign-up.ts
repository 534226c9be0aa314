import { recordAudit } from "@/lib/audit";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type SystemDb, withTenant } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { parseUserId } from "@/lib/platform/types";
import { createTenant } from "@/lib/tenancy";
import { takePendingSignUp } from "../store/pending-sign-up-store";

type Person = {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string | undefined;
  readonly tenantId: string | undefined;
};

type Collaborators = {
  /** lib/entitlements stands to the right of identity, so its caller brings the trial along */
  readonly startTrial: (db: SystemDb, tenantId: string) => Promise<unknown>;
  readonly requestId: string;
};

/**
 * Makes the tenant of a pending sign-up for the person who has proved themselves: owner, trial, audit.
 *
 * @throws AppError not_found - nothing is pending; conflict - the address went to somebody else meanwhile (the entry
 *   stays, so only the address must be chosen again); forbidden - the session belongs to a company's single sign-on
 */
export async function completeSignUp(
  token: string,
  person: Person,
  with_: Collaborators,
): Promise<{ slug: string }> {
  if (person.tenantId !== undefined) {
    throw new AppError(
      "forbidden",
      "You are signed in through your company’s single sign-on. Sign up with an e-mail link or GitHub instead.",
    );
  }
  const tenant = await asSystem("complete-sign-up", async (db) => {
    const pending = await takePendingSignUp(db, sha256(token));
    if (!pending)
      throw new AppError(
        "not_found",
        "There is no sign-up to complete, or it is older than seven days. Start again.",
      );
    const made = await createTenant(db, { ...pending, ownerUserId: person.userId });
    await with_.startTrial(db, made.tenantId);
    return { ...made, name: pending.name };
  });
  const actor = {
    kind: "user",
    userId: parseUserId(person.userId),
    sessionId: person.sessionId,
    name: person.name ?? person.email,
    email: person.email,
  } as const;
  await withTenant({ tenantId: tenant.tenantId }, (db) =>
    recordAudit(
      db,
      { actor, requestId: with_.requestId },
      {
        action: "tenancy.tenant.created",
        target: tenant.tenantId,
        after: { name: tenant.name, slug: tenant.slug },
      },
    ),
  );
  return { slug: tenant.slug };
}
