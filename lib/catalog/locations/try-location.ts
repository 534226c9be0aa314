import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { findInstallation, type Github, github } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { isReadablePath, objectsQuery } from "../discovery/discovery-queries";
import { blobSchema, fileOfBlob } from "../discovery/snapshot-of-node";
import { buildRepository } from "../ingest/build-repository";
import { isGlob } from "../ingest/read/glob";
import type { ReadingRules } from "../ingest/read/read-declared";
import { repositorySnapshotSchema, type SnapshotFile } from "../ingest/repository-snapshot";
import { tenantKinds } from "../kinds/load-kinds";
import type { Entity } from "../model/entity";
import { kindGate } from "../model/kind-rules";
import { locationText } from "../model/location-ref";
import type { Problem } from "../model/problem";
import { listKindRules } from "../store/kind-rule-store";
import { findLocationRow, type LocationRow } from "../store/location-store";
import { locationEntity } from "./location-fragment";
import { generatedRef, type LocationInput, type ResolvedLocation, resolveLocation } from "./resolve-location";

export type TriedLocation = {
  readonly location: LocationRow;
  readonly entities: readonly Entity[];
  /** whether it is registered already */
  readonly exists: boolean;
};

const answerSchema = z.object({ r0: z.object({ b0: blobSchema.nullish() }).nullish() });
const NOBODY = { teamsOf: () => [], loginOf: () => undefined };

/**
 * Reads and checks a location's file now, and stores nothing.
 *
 * @returns the entities there would be: the location's own first, then those of its file
 * @throws AppError invalid_input - it is not there, cannot be read, or an entity of it is not valid: file, line, reason, fix
 */
export async function tryLocation(
  ctx: TenantContext,
  input: LocationInput,
  api: () => Github = github,
): Promise<TriedLocation> {
  requirePermission(ctx, "catalog.source.manage");
  const { resolved, known, installation, kindRules } = await withTenantSql(ctx, async (db) => {
    const resolved = await resolveLocation(db, ctx, input);
    return {
      resolved,
      known: await findLocationRow(db, resolved),
      installation: await findInstallation(db, resolved.repository.installationId),
      kindRules: await listKindRules(db),
    };
  });
  const { type, target, repository, path } = resolved;
  if (isGlob(path))
    throw new AppError(
      "invalid_input",
      `"${target}" is a pattern; a dry run reads one file. Name one of its files.`,
    );
  const client = api().installation(repository.installationId, installation?.budget);
  const file = await readFile(resolved, async (query) => (await client.graphql(query)).data);
  const location = known ?? { id: locationText(resolved), type, target, entityRef: generatedRef(resolved) };
  const registered = { ...location, path, presence: input.presence ?? null };
  const gate = kindGate(kindRules, repository.id);
  const rules = { kinds: await tenantKinds(ctx), gate, registered: [registered] };
  const { entities, problems } = await checkFile(resolved, file, rules);
  const [first] = problems;
  if (first) throw new AppError("invalid_input", textOf(first), { details: { problems } });
  const { url, defaultBranch } = repository;
  return {
    location,
    entities: [locationEntity({ ...registered, url, defaultBranch }), ...entities],
    exists: known !== undefined,
  };
}

async function readFile(
  { repository, path, target }: ResolvedLocation,
  ask: (query: string) => Promise<unknown>,
): Promise<SnapshotFile> {
  const commit = repository.headSha ?? "";
  if (!repository.nodeId || !isReadablePath(commit, path))
    throw new AppError(
      "invalid_input",
      `${repository.url} has not been read yet, or is empty. Try again after its first reading.`,
    );
  const query = objectsQuery([{ nodeId: repository.nodeId, blobs: [`${commit}:${path}`], trees: [] }]);
  const blob = answerSchema.parse(await ask(query)).r0?.b0;
  const file = blob ? fileOfBlob(path, blob) : undefined;
  if (!file)
    throw new AppError(
      "invalid_input",
      `There is no file ${path} in ${repository.url}. Correct the target "${target}".`,
    );
  return file;
}

/** What ingest would make of the repository with this file, as far as it comes from the file. */
async function checkFile({ repository, path }: ResolvedLocation, file: SnapshotFile, rules: ReadingRules) {
  const snapshot = repositorySnapshotSchema.parse(repository.snapshot);
  const files = [...snapshot.files.filter((one) => one.path !== path), file];
  const built = await buildRepository(
    { ...snapshot, files, descriptors: [...snapshot.descriptors, path] },
    { people: NOBODY, earlier: [], ...rules },
  );
  const prefix = `${snapshot.externalId}:${path}#`;
  return {
    entities: built.fragments.filter(({ sourceKey }) => sourceKey.startsWith(prefix)).map(({ body }) => body),
    problems: built.problems.filter(({ at, severity }) => at.file === path && severity === "error"),
  };
}

function textOf({ at, message, fix }: Problem): string {
  return `${at.file}${at.line === undefined ? "" : `:${at.line}`}: ${message}. ${fix}`;
}
