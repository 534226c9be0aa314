import type { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import {
  type BranchFile,
  findInstallation,
  type Github,
  github,
  type InstallationClient,
  type InstallationRow,
  proposeChange,
  readBranchFile,
  updateInstallation,
} from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, messageOf } from "@/lib/platform/errors";
import { tenantKinds } from "../kinds/load-kinds";
import { type EditableField, parseEditableField, withField } from "../model/field-path";
import type { MergeInput } from "../model/merge";
import { readEdited } from "../overlay/edited-entity";
import { missingFor } from "../overlay/read-field";
import { requireValid } from "../overlay/require-valid";
import { setOverlayInput } from "../overlay/set-overlay";
import { type DeclaredPlace, findDeclaredPlace } from "../store/overlay-store";
import { editYamlFile } from "./edit-file";
import { unifiedDiff } from "./unified-diff";

export const pullRequestInput = setOverlayInput.omit({ seenVersion: true });
export type PullRequestInput = z.infer<typeof pullRequestInput>;

type FileChange = {
  readonly repository: string;
  readonly path: string;
  /** as `git apply` takes it */
  readonly patch: string;
  /** the whole file with the change */
  readonly text: string;
};

/** What became of a proposed change. */
export type Proposed = FileChange &
  (
    | { readonly kind: "opened"; readonly number: number; readonly url: string }
    | {
        /** the installation is read-only: the change is there to copy, and what to grant where */
        readonly kind: "patch";
        readonly missing: readonly string[];
        readonly grantUrl: string;
        readonly editUrl: string;
      }
  );

type Declared = {
  readonly ref: string;
  readonly fragment: MergeInput;
  readonly path: string;
  readonly document: number;
  readonly place: DeclaredPlace;
  readonly installation: InstallationRow;
};

/**
 * Makes the change in the file that declares the entity and opens a pull request with it. Where the installation may only read,
 * the changed file comes back instead, with what to grant.
 *
 * @throws AppError forbidden - without catalog.entity.write; not_found - no such entity; precondition - no file declares it, or
 *   GitHub is not connected; invalid_input - the changed entity would not be valid; conflict - the file changed meanwhile
 */
export async function openPullRequest(
  ctx: TenantContext,
  input: PullRequestInput,
  api: Github = github(),
): Promise<Proposed> {
  requirePermission(ctx, "catalog.entity.write");
  const field = parseEditableField(input.path);
  if (!field) throw new AppError("invalid_input", `${input.path} is no field that can be edited.`);
  const declared = await readDeclared(ctx, input.ref);
  requireValid(
    declared.fragment.body,
    withField(declared.fragment.body, field, input.value ?? undefined),
    field,
    await tenantKinds(ctx),
  );
  const { place, installation } = declared;
  const client = api.installation(installation.installationId, installation.budget);
  const branch = place.defaultBranch ?? "HEAD";
  const repository = { owner: place.owner, repo: place.name };
  const before = await readBranchFile(client, repository, declared.path, branch);
  const change = changeFile(declared, before, field, input);

  const facts = await api.getInstallation(installation.installationId);
  await withTenantSql(ctx, (db) => updateInstallation(db, facts));
  const missing = missingFor(facts.permissions);
  if (missing.length > 0) {
    const account = facts.accountType === "Organization" ? `/organizations/${facts.accountLogin}` : "";
    return {
      ...change,
      kind: "patch",
      missing,
      grantUrl: `${api.settings.webUrl}${account}/settings/installations/${facts.installationId}`,
      editUrl: `${place.url}/edit/${branch}/${declared.path}`,
    };
  }
  const title = `${declared.fragment.body.metadata.name}: ${input.value === null ? "remove" : "set"} ${field.name}`;
  const pull = await withFreshRights(client, () =>
    proposeChange(client, {
      repository,
      baseBranch: branch,
      branch: `portico/${declared.fragment.body.metadata.name.toLowerCase()}-${sha256(`${declared.path}\n${before.sha}\n${change.text}`).slice(0, 10)}`,
      path: declared.path,
      before,
      text: change.text,
      title,
      body: bodyText(ctx, input, declared.ref, api.settings.portalUrl),
    }),
  );
  await withTenantSql(ctx, (db) =>
    recordAudit(db, ctx, {
      action: "catalog.pull_request.opened",
      target: `${declared.ref} ${field.name}`,
      after: { value: input.value, reason: input.reason, pullRequest: pull.url },
    }),
  );
  return { ...change, kind: "opened", ...pull };
}

async function readDeclared(ctx: TenantContext, ref: string): Promise<Declared> {
  return withTenantSql(ctx, async (db) => {
    const edited = await readEdited(db, ref);
    const { top } = edited.merge(undefined);
    const path = top.origins.kind?.file;
    if (top.layer !== "declared" || top.repositoryId === undefined || path === undefined)
      throw new AppError("precondition", `No file declares ${edited.ref}; edit it here instead.`);
    const place = await findDeclaredPlace(db, top.repositoryId);
    const installation =
      place?.installationId == null ? undefined : await findInstallation(db, place.installationId);
    if (!place || installation?.status !== "active")
      throw new AppError(
        "precondition",
        "The repository that declares it is not connected to GitHub any more.",
      );
    const document = Number(top.sourceKey.slice(top.sourceKey.lastIndexOf("#") + 1));
    return { ref: edited.ref, fragment: top, path, document, place, installation };
  });
}

function changeFile(
  declared: Declared,
  before: BranchFile,
  field: EditableField,
  input: PullRequestInput,
): FileChange {
  const { path, place } = declared;
  try {
    const value = input.value ?? undefined;
    const text = editYamlFile(before.text, { document: declared.document, path: field.path, value });
    if (text === before.text)
      throw new AppError(
        "invalid_input",
        `${path} says so already on ${place.defaultBranch ?? "its branch"}.`,
      );
    return {
      repository: `${place.owner}/${place.name}`,
      path,
      text,
      patch: unifiedDiff(path, before.text, text),
    };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("precondition", `${path} could not be changed: ${messageOf(cause)}.`, { cause });
  }
}

/** An access token has the rights of the moment it was made: after a grant the first refusal asks for a new one. */
async function withFreshRights<T>(client: InstallationClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    client.renew();
    return work();
  }
}

function bodyText(ctx: TenantContext, input: PullRequestInput, ref: string, portalUrl: string): string {
  const who = ctx.actor.kind === "user" ? ctx.actor.name : "somebody";
  const [kind, rest = ""] = ref.split(":");
  return `${input.reason}\n\nProposed by ${who} in Portico, on [${ref}](${portalUrl}/${ctx.slug}/catalog/${kind}/${rest}).\n`;
}
