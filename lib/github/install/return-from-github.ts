import { randomToken, sha256 } from "@/lib/platform/crypto";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { parseTenantId } from "@/lib/platform/types";
import { type Github, github, type InstallationFacts } from "../api/github";
import { consumeAttempt, insertAttempt } from "../store/attempt-store";

const PROOF_MS = 10 * 60_000;

const staleState = () =>
  new AppError(
    "forbidden",
    "This return from GitHub does not belong to a connection you began here, or it is older than an hour or was used before. Begin again from your portal.",
    {
      details: { reason: "state" },
    },
  );

export function callbackAddress(portalUrl: string): string {
  return `${portalUrl}/api/github/callback`;
}

/**
 * Takes the browser's return from GitHub's install page. The installation id in it proves nothing (GitHub: it "can be spoofed"),
 * so the person is sent to GitHub once more, to say who they are.
 *
 * @param userId - of the session; a state that another person began is refused
 * @returns GitHub's authorisation page, with a state of its own that remembers the installation
 * @throws AppError forbidden - the state is not this person's, too old or used
 */
export async function acceptSetup(
  input: { readonly state: string; readonly userId: string; readonly installationId: number },
  api: Github = github(),
): Promise<{ readonly url: string }> {
  const attempt = await asSystem("accept-setup", (db) =>
    consumeAttempt(db, sha256(input.state), input.userId),
  );
  if (!attempt) throw staleState();
  const state = randomToken(32);
  await withTenantSql({ tenantId: parseTenantId(attempt.tenantId) }, (db) =>
    insertAttempt(db, {
      stateHash: sha256(state),
      userId: input.userId,
      installationId: input.installationId,
      expiresAt: new Date(Date.now() + PROOF_MS),
    }),
  );
  const query = new URLSearchParams({
    client_id: api.settings.clientId,
    redirect_uri: callbackAddress(api.settings.portalUrl),
    state,
  });
  return { url: `${api.settings.webUrl}/login/oauth/authorize?${query}` };
}

/** An installation that its person has proved to see on GitHub; only proveInstallation makes one. */
export type ProvenInstallation = {
  readonly slug: string;
  readonly tenantId: string;
  readonly facts: InstallationFacts;
};

/**
 * Proves an installation with the person's own GitHub token, which is used for this one question and forgotten.
 *
 * @returns the tenant that the state was made for, and the installation as GitHub describes it
 * @throws AppError forbidden - the state is not this person's, or GitHub does not list the installation for them as an owner
 */
export async function proveInstallation(
  input: { readonly state: string; readonly code: string; readonly userId: string },
  api: Github = github(),
): Promise<ProvenInstallation> {
  const attempt = await asSystem("prove-installation", (db) =>
    consumeAttempt(db, sha256(input.state), input.userId),
  );
  if (attempt?.installationId === undefined) throw staleState();
  const userToken = await api.exchangeCode(input.code, callbackAddress(api.settings.portalUrl));
  // GitHub lists an installation to every member who may read one of its repositories; to hand all of them to a portal is the owners' right.
  const listed = await api.listsInstallation(userToken, attempt.installationId);
  const facts = listed ? await api.getInstallation(attempt.installationId) : undefined;
  if (!facts || !(await api.administers(userToken, facts))) {
    throw new AppError(
      "forbidden",
      "GitHub does not show you as an owner of this installation's account. Sign in to GitHub as one, and begin again from your portal.",
      {
        details: { reason: "not_listed" },
      },
    );
  }
  return { slug: attempt.slug, tenantId: attempt.tenantId, facts };
}
