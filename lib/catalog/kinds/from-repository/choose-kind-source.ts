import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { askForReading } from "../../locations/resolve-location";
import { causeOfActor } from "../../model/cause";
import {
  deleteKindSource,
  findKindSource,
  type KindSourceRow,
  releaseKinds,
  upsertKindSource,
} from "../../store/kind-source-store";
import { findConnectedRepository, listReadableIds } from "../../store/location-store";

/** Where definitions stand when nobody says otherwise. */
export const KIND_FOLDER = ".portico/kinds";

const isFolder = (folder: string) =>
  folder !== "" && folder.split("/").every((part) => part !== "" && part !== "." && part !== "..");

export const kindSourceInput = z.strictObject({
  repository: z
    .string()
    .trim()
    .regex(/^[^/\s]{1,100}\/[^/\s]{1,100}$/, "Write it as owner/name, such as acme/platform."),
  folder: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{C}*?[\]{}\\]*$/u, "Write a folder without patterns, such as .portico/kinds.")
    .transform((folder) => folder.replace(/^\/+|\/+$/g, ""))
    .refine(isFolder, "Name a folder of the repository, such as .portico/kinds."),
});
export type KindSourceInput = z.infer<typeof kindSourceInput>;

const stated = (row: Pick<KindSourceRow, "repository" | "folder"> | undefined) =>
  row && { repository: row.repository, folder: row.folder };

/**
 * Lets the files in one folder of one repository define kinds, in place of whichever did before. Whoever may push to its default
 * branch then decides what is valid in this catalog; no other repository can. It is asked for and taken in the background.
 *
 * @throws AppError invalid_input - no connected organisation has the repository
 */
export async function chooseKindSource(ctx: TenantContext, input: KindSourceInput): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  const [owner = "", name = ""] = input.repository.split("/");
  await withTenantSql(ctx, async (db) => {
    const repository = await findConnectedRepository(db, owner, name);
    if (!repository)
      throw new AppError(
        "invalid_input",
        `${input.repository} is not among the repositories Portico reads. Check the name, or let the GitHub App see it.`,
      );
    const before = await findKindSource(db, "lock");
    if (before?.repositoryId !== repository.id || before.folder !== input.folder) {
      await releaseKinds(db);
      await upsertKindSource(db, {
        repositoryId: repository.id,
        folder: input.folder,
        chosenBy: causeOfActor(ctx.actor).name,
      });
      await recordAudit(db, ctx, {
        action: "catalog.kind-source.chosen",
        target: input.repository,
        before: stated(before),
        after: input,
      });
    }
    const ids = [repository.id, ...(before ? [before.repositoryId] : [])];
    await askForReading(db, ctx, await listReadableIds(db, ids));
  });
}

/** Reads no definitions any more. The kinds stay as they are, and the form is in charge of them again. */
export async function dropKindSource(ctx: TenantContext): Promise<void> {
  requirePermission(ctx, "catalog.model.manage");
  await withTenantSql(ctx, async (db) => {
    const before = await findKindSource(db, "lock");
    if (!before) return;
    await releaseKinds(db);
    await deleteKindSource(db);
    await recordAudit(db, ctx, {
      action: "catalog.kind-source.dropped",
      target: before.repository,
      before: stated(before),
    });
    await askForReading(db, ctx, await listReadableIds(db, [before.repositoryId]));
  });
}
