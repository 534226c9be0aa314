import { z } from "zod";
import type { GraphqlError, InstallationClient } from "@/lib/github";
import { AppError } from "@/lib/platform/errors";
import { LOCATION_DEPTH_MAX } from "../ingest/read/read-declared";
import type { RepositorySnapshotInput, SnapshotFile } from "../ingest/repository-snapshot";
import type { UnreadableRepository, UnreadRepository } from "../store/discovery-store";
import { blobsNamedBy } from "./blobs-named-by";
import { objectsQuery, REPOSITORIES_QUERY } from "./discovery-queries";
import {
  blobSchema,
  chooseBlobs,
  type Draft,
  draftOfNode,
  extendDraft,
  fileOfBlob,
  finishDraft,
  type WantedBlob,
  type WantedFolder,
} from "./snapshot-of-node";

/** What became of a set of repositories: each is in exactly one of the two. */
export type ReadResult = {
  readonly read: readonly { readonly id: string; readonly snapshot: RepositorySnapshotInput }[];
  readonly unreadable: readonly UnreadableRepository[];
};

type Working = { readonly repository: UnreadRepository; readonly draft: Draft };
type Failed = { readonly repository: UnreadRepository; readonly message: string };

/** Objects in one query: enough for a page of repositories, small enough for GitHub's ten seconds. */
const OBJECTS_MAX = 500;
const BYTES_MAX = 6 * 1024 * 1024;

function unreadable({ repository, message }: Failed): UnreadableRepository {
  return {
    id: repository.id,
    code: "unreadable",
    message: `GitHub did not show ${repository.name}: ${message}`,
    fix: "Check that the GitHub App may read this repository (Contents: read) and that it is not disabled; the next run asks again.",
  };
}

// An error without a path speaks of the whole query, so nothing of it can be believed.
function requirePaths(errors: readonly GraphqlError[]): void {
  const general = errors.find((error) => error.path === undefined || error.path.length === 0);
  if (general)
    throw new AppError("upstream_failed", `GitHub's GraphQL API failed: ${general.message}`, {
      details: { status: 502 },
    });
}

async function readPage(
  client: InstallationClient,
  repositories: readonly UnreadRepository[],
): Promise<{ working: Working[]; failed: Failed[] }> {
  const { data, errors } = await client.graphql(REPOSITORIES_QUERY, {
    ids: repositories.map((repository) => repository.nodeId),
  });
  requirePaths(errors);
  const parsed = z.object({ nodes: z.array(z.unknown()) }).safeParse(data);
  if (!parsed.success || parsed.data.nodes.length !== repositories.length) {
    throw new AppError("upstream_failed", "GitHub's GraphQL answer has not one node for each repository.", {
      details: { status: 502 },
    });
  }
  const working: Working[] = [];
  const failed: Failed[] = [];
  repositories.forEach((repository, index) => {
    const error = errors.find((one) => one.path?.[0] === "nodes" && one.path[1] === index);
    const draft = error ? undefined : draftOfNode(parsed.data.nodes[index]);
    if (draft && draft.snapshot.externalId === repository.externalId) {
      const snapshot = { ...draft.snapshot, descriptors: [...repository.descriptors] };
      working.push({
        repository,
        draft: { ...draft, snapshot, kindFolder: repository.kindFolder ?? undefined },
      });
    } else
      failed.push({
        repository,
        message: error?.message ?? "it is not visible to the installation any more",
      });
  });
  return { working, failed };
}

type Task = {
  readonly item: Working;
  readonly blobs: readonly WantedBlob[];
  readonly folders: readonly WantedFolder[];
  readonly tooLarge: readonly SnapshotFile[];
  readonly left: number;
};

function pack(tasks: readonly Task[]): Task[][] {
  const packs: Task[][] = [];
  let objects = Number.POSITIVE_INFINITY;
  let bytes = 0;
  for (const task of tasks) {
    const taskObjects = task.blobs.length + task.folders.length;
    const taskBytes = task.blobs.reduce((sum, blob) => sum + blob.sizeBytes, 0);
    if (objects + taskObjects > OBJECTS_MAX || bytes + taskBytes > BYTES_MAX) {
      packs.push([]);
      objects = 0;
      bytes = 0;
    }
    packs.at(-1)?.push(task);
    objects += taskObjects;
    bytes += taskBytes;
  }
  return packs;
}

async function readObjects(
  client: InstallationClient,
  tasks: readonly Task[],
): Promise<{ working: Working[]; failed: Failed[] }> {
  const { data, errors } = await client.graphql(
    objectsQuery(
      tasks.map(({ item, blobs, folders }) => ({
        nodeId: item.repository.nodeId,
        blobs: blobs.map((blob) => blob.oid),
        trees: folders.map((folder) => folder.oid),
      })),
    ),
  );
  requirePaths(errors);
  const answer = z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).parse(data);
  const working: Working[] = [];
  const failed: Failed[] = [];
  tasks.forEach(({ item, blobs, folders, tooLarge, left }, index) => {
    const error = errors.find((one) => one.path?.[0] === `r${index}`);
    const objects = answer[`r${index}`];
    if (error || !objects) {
      failed.push({
        repository: item.repository,
        message: error?.message ?? "it vanished while it was being read",
      });
      return;
    }
    const files = blobs.flatMap((blob, b): SnapshotFile[] => {
      const parsed = blobSchema.nullish().safeParse(objects[`b${b}`]);
      const file = parsed.success && parsed.data ? fileOfBlob(blob.path, parsed.data) : undefined;
      if (file) return [file];
      // What a descriptor names under a cut tree need not exist; what the tree showed does.
      if (blob.oid.includes(":") && !item.draft.tree.some((entry) => entry.path === blob.path)) return [];
      return [
        { path: blob.path, sha: blob.oid.slice(0, 40), sizeBytes: blob.sizeBytes, problem: "unreadable" },
      ];
    });
    const draft = extendDraft(item.draft, {
      files: [...files, ...tooLarge],
      trees: folders.map((_, t) => objects[`t${t}`]),
    });
    working.push({
      repository: item.repository,
      draft: left > 0 ? { ...draft, treeTruncated: true } : draft,
    });
  });
  return { working, failed };
}

/** One round of reading by git id for whoever needs it; the others pass through. */
async function readRound(
  client: InstallationClient,
  items: readonly Working[],
): Promise<{ working: Working[]; failed: Failed[] }> {
  const tasks = items.map((item): Task => {
    const { read, tooLarge, left } = chooseBlobs(item.draft.files, item.draft.wanted);
    return { item, blobs: read, folders: item.draft.folders, tooLarge, left };
  });
  const idle = tasks.filter((task) => task.blobs.length + task.folders.length === 0);
  const done = idle.map(({ item, tooLarge, left }): Working => {
    const draft = extendDraft(item.draft, { files: tooLarge, trees: [] });
    return { repository: item.repository, draft: left > 0 ? { ...draft, treeTruncated: true } : draft };
  });
  const results = await Promise.all(
    pack(tasks.filter((task) => task.blobs.length + task.folders.length > 0)).map((chunk) =>
      readObjects(client, chunk),
    ),
  );
  return {
    working: [...done, ...results.flatMap((result) => result.working)],
    failed: results.flatMap((result) => result.failed),
  };
}

/**
 * Files that Locations and placeholders name, round by round, since a file read may name others. Costs nothing for repositories
 * that name none; the others of a set share their queries.
 */
async function readNamed(
  client: InstallationClient,
  items: readonly Working[],
): Promise<{ working: Working[]; failed: Failed[] }> {
  const asked = new Map(items.map(({ repository }) => [repository.id, new Set<string>()]));
  const failed: Failed[] = [];
  const done: Working[] = [];
  let open = items;
  for (let round = 0; round <= LOCATION_DEPTH_MAX && open.length > 0; round += 1) {
    const next: Working[] = [];
    for (const { repository, draft } of open) {
      const wanted = await blobsNamedBy(draft, asked.get(repository.id) ?? new Set());
      (wanted.length > 0 ? next : done).push({ repository, draft: { ...draft, wanted } });
    }
    const result = await readRound(client, next);
    failed.push(...result.failed);
    open = result.working;
  }
  return { working: [...done, ...open], failed };
}

/**
 * Reads repositories with their contents: pages of `pageSize` by node id with the candidate files in the same query,
 * then the files and deeper folders that the trees named, together for all of them; then what the descriptors name.
 *
 * A repository GitHub answers with an error or nothing for is unreadable, never empty. Throws what the client throws
 * (RetryAt, AppError upstream_failed) when a whole query fails: nothing of the set is then believed.
 */
export async function readRepositories(
  client: InstallationClient,
  repositories: readonly UnreadRepository[],
  pageSize: number,
): Promise<ReadResult> {
  const pages: UnreadRepository[][] = [];
  for (let start = 0; start < repositories.length; start += pageSize)
    pages.push(repositories.slice(start, start + pageSize));
  const first = await Promise.all(pages.map((page) => readPage(client, page)));
  const second = await readRound(
    client,
    first.flatMap((result) => result.working),
  );
  const third = await readRound(client, second.working);
  const named = await readNamed(client, third.working);
  const failed = [
    ...first.flatMap((result) => result.failed),
    ...second.failed,
    ...third.failed,
    ...named.failed,
  ];
  return {
    read: named.working.map(({ repository, draft }) => ({
      id: repository.id,
      snapshot: finishDraft(
        draft,
        repository.access.teams.map((team) => ({ ...team })),
      ),
    })),
    unreadable: failed.map(unreadable),
  };
}
