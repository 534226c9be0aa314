import {
  type AddressedHints,
  type Github,
  github,
  setInstallationStatus,
  updateInstallation,
} from "@/lib/github";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/jobs";
import { refreshRepositories } from "../jobs";
import { listGithubSources } from "../store/run-store";
import { startRun } from "./start-run";

/**
 * Turns what a webhook named into reading jobs of its tenant. An installation's state is asked of GitHub, not taken from the delivery.
 *
 * Safe to repeat: jobs have dedupe keys, and each reads the truth.
 */
export async function applyHints(addressed: AddressedHints, api: Github = github()): Promise<void> {
  const { tenantId, installationId, hints } = addressed;
  const asked = hints.some((hint) => hint.kind === "installation")
    ? await askForInstallation(api, installationId)
    : undefined;
  await withTenantSql({ tenantId }, async (db) => {
    const source = (await listGithubSources(db)).find((one) => one.installationId === installationId);
    if (asked?.kind === "gone") await setInstallationStatus(db, installationId, "removed");
    if (asked?.kind === "found") await updateInstallation(db, asked.facts);
    await publish(db, "github", { installationId });
    if (!source || asked?.kind === "gone" || (asked?.kind === "found" && asked.facts.suspended)) return;
    const externalIds = hints.flatMap((hint) => (hint.kind === "repository" ? [hint.externalId] : []));
    if (externalIds.length > 0) await enqueue(db, refreshRepositories, { sourceId: source.id, externalIds });
    if (hints.some((hint) => hint.kind !== "repository")) await startRun(db, source.id, "webhook");
  });
}

async function askForInstallation(api: Github, installationId: number) {
  try {
    return { kind: "found" as const, facts: await api.getInstallation(installationId) };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { kind: "gone" as const };
    throw error;
  }
}
