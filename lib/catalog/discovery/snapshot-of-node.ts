import { z } from "zod";
import {
  interestRank,
  isFileOfInterest,
  isKindFile,
  KIND_FILES_MAX,
  PROBE_PATHS,
  SNAPSHOT_LIMITS,
} from "../ingest/file-interest";
import {
  type RepositorySnapshotInput,
  type SnapshotFile,
  type SnapshotTreeEntry,
  snapshotFile,
} from "../ingest/repository-snapshot";

type TreeNode = {
  readonly name: string;
  readonly type: string;
  readonly oid: string;
  readonly size?: number | undefined;
  readonly object?: { readonly entries?: readonly TreeNode[] | undefined } | null | undefined;
};

const treeNodeSchema: z.ZodType<TreeNode> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string(),
    oid: z.string(),
    size: z.number().optional(),
    object: z.object({ entries: z.array(treeNodeSchema).optional() }).nullish(),
  }),
);

/** A blob as GraphQL gives it; `{}` when the object is of another type. */
export const blobSchema = z.object({
  oid: z.string().optional(),
  byteSize: z.number().optional(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().optional(),
  text: z.string().nullish(),
});

const treeSchema = z.object({ entries: z.array(treeNodeSchema).optional() }).nullish();

const nodeSchema = z.looseObject({
  databaseId: z.number().int(),
  name: z.string(),
  url: z.string(),
  owner: z.object({ login: z.string() }),
  description: z.string().nullish(),
  homepageUrl: z.string().nullish(),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  isPrivate: z.boolean(),
  isEmpty: z.boolean(),
  pushedAt: z.string().nullish(),
  primaryLanguage: z.object({ name: z.string() }).nullish(),
  languages: z
    .object({ edges: z.array(z.object({ size: z.number(), node: z.object({ name: z.string() }) })) })
    .nullish(),
  repositoryTopics: z
    .object({ nodes: z.array(z.object({ topic: z.object({ name: z.string() }) })) })
    .nullish(),
  licenseInfo: z.object({ spdxId: z.string().nullish(), name: z.string().nullish() }).nullish(),
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z
        .object({
          oid: z.string().optional(),
          history: z
            .object({
              nodes: z.array(
                z
                  .object({
                    author: z
                      .object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() })
                      .nullish(),
                  })
                  .nullable(),
              ),
            })
            .optional(),
          tree: treeSchema,
        })
        .nullish(),
    })
    .nullish(),
});

/** What is known of a repository after its first query, and what still has to be read for it by git id. */
export type Draft = {
  readonly snapshot: RepositorySnapshotInput;
  readonly files: readonly SnapshotFile[];
  readonly tree: readonly SnapshotTreeEntry[];
  readonly treeTruncated: boolean;
  readonly wanted: readonly WantedBlob[];
  readonly folders: readonly WantedFolder[];
  /** where the tenant's kinds are defined, when that is this repository */
  readonly kindFolder?: string | undefined;
};
/** `oid` is a git id, or `<commit>:<path>` for a file that a descriptor names. */
export type WantedBlob = { readonly path: string; readonly oid: string; readonly sizeBytes: number };
export type WantedFolder = { readonly path: string; readonly oid: string };

const FOLDERS_MAX = 60;
const CONTRIBUTORS_MAX = 20;

type Walk = {
  readonly entries: SnapshotTreeEntry[];
  readonly blobs: WantedBlob[];
  readonly folders: WantedFolder[];
};

/** Flattens nested tree entries under `prefix`; folders whose entries were not given are listed, to be read or to be said missing. */
export function walkTree(
  nodes: readonly TreeNode[],
  prefix: string,
  into: Walk = { entries: [], blobs: [], folders: [] },
): Walk {
  for (const node of nodes) {
    const path = `${prefix}${node.name}`;
    if (path.length > 1024) continue;
    if (node.type === "blob") {
      into.entries.push({ path, type: "blob", ...(node.size === undefined ? {} : { size: node.size }) });
      if (isFileOfInterest(path)) into.blobs.push({ path, oid: node.oid, sizeBytes: node.size ?? 0 });
    } else if (node.type === "tree") {
      into.entries.push({ path, type: "tree" });
      if (node.object?.entries) walkTree(node.object.entries, `${path}/`, into);
      // A folder in which no file would be of interest (node_modules, build) is not worth a look.
      else if (isFileOfInterest(`${path}/catalog-info.yaml`)) into.folders.push({ path, oid: node.oid });
    }
  }
  return into;
}

function contributorsOf(
  nodes: readonly ({
    author?:
      | { name?: string | null | undefined; user?: { login: string } | null | undefined }
      | null
      | undefined;
  } | null)[],
): { login?: string; name: string; commits: number }[] {
  const counts = new Map<string, { login?: string; name: string; commits: number }>();
  for (const node of nodes) {
    const login = node?.author?.user?.login;
    const name = node?.author?.name ?? login;
    if (!name || /\[bot\]$/i.test(login ?? name)) continue;
    const entry = counts.get(login ?? name) ?? { ...(login ? { login } : {}), name, commits: 0 };
    counts.set(login ?? name, { ...entry, commits: entry.commits + 1 });
  }
  return [...counts.values()].sort((a, b) => b.commits - a.commits).slice(0, CONTRIBUTORS_MAX);
}

const cut = (text: string | null | undefined, max: number) =>
  text ? text.replace(/[\ud800-\udfff\0]/gu, "\ufffd").slice(0, max) : undefined;

/** Wanted blobs within the bounds of one repository: the most useful first, what is too large recorded as such. */
export function chooseBlobs(
  have: readonly SnapshotFile[],
  wanted: readonly WantedBlob[],
): { readonly read: WantedBlob[]; readonly tooLarge: SnapshotFile[]; readonly left: number } {
  const known = new Set(have.map((file) => file.path));
  const open = wanted
    .filter((blob) => !known.has(blob.path))
    .sort((a, b) => interestRank(a.path) - interestRank(b.path) || a.path.localeCompare(b.path));
  const read: WantedBlob[] = [];
  const tooLarge: SnapshotFile[] = [];
  let bytes = have.reduce((sum, file) => sum + (file.text ? file.sizeBytes : 0), 0);
  let left = 0;
  for (const blob of open) {
    // Docs pages must not use up what a descriptor's own files need.
    const isNamed = blob.oid.includes(":");
    const filesMax = SNAPSHOT_LIMITS.files + (isNamed ? SNAPSHOT_LIMITS.namedFiles : 0);
    const bytesMax = SNAPSHOT_LIMITS.totalTextBytes + (isNamed ? SNAPSHOT_LIMITS.namedTextBytes : 0);
    if (have.length + read.length + tooLarge.length >= filesMax) left += 1;
    else if (blob.sizeBytes > SNAPSHOT_LIMITS.fileBytes)
      tooLarge.push(snapshotFile(blob.path, blob.oid, blob.sizeBytes, undefined));
    else if (bytes + blob.sizeBytes > bytesMax) left += 1;
    else {
      bytes += blob.sizeBytes;
      read.push(blob);
    }
  }
  return { read, tooLarge, left };
}

export function fileOfBlob(path: string, blob: z.infer<typeof blobSchema>): SnapshotFile | undefined {
  if (blob.oid === undefined || blob.byteSize === undefined) return undefined;
  return snapshotFile(
    path,
    blob.oid,
    blob.byteSize,
    blob.isTruncated ? undefined : (blob.text ?? undefined),
    blob.isBinary ?? false,
  );
}

/**
 * Reads one repository out of discovery's answer.
 *
 * @param value - a node of REPOSITORIES_QUERY
 * @returns undefined when it has not the documented form
 */
export function draftOfNode(value: unknown): Draft | undefined {
  const parsed = nodeSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const node = parsed.data;
  const probed = PROBE_PATHS.flatMap((path, index) => {
    const blob = blobSchema.nullish().safeParse(node[`p${index}`]);
    const file = blob.success && blob.data ? fileOfBlob(path, blob.data) : undefined;
    return file ? [file] : [];
  });
  const target = node.defaultBranchRef?.target;
  const walk = walkTree(target?.tree?.entries ?? [], "");
  return {
    snapshot: {
      externalId: String(node.databaseId),
      owner: node.owner.login,
      name: node.name,
      url: node.url.replace(/\/+$/, ""),
      description: cut(node.description, 4_000),
      homepage: cut(node.homepageUrl, 2_000),
      defaultBranch: node.defaultBranchRef?.name,
      headSha: target?.oid,
      archived: node.isArchived,
      fork: node.isFork,
      private: node.isPrivate,
      empty: node.isEmpty || target?.oid === undefined,
      topics: node.repositoryTopics?.nodes.map((entry) => entry.topic.name) ?? [],
      primaryLanguage: node.primaryLanguage?.name,
      languages: Object.fromEntries(node.languages?.edges.map((edge) => [edge.node.name, edge.size]) ?? []),
      pushedAt: node.pushedAt ?? undefined,
      license: node.licenseInfo?.spdxId ?? node.licenseInfo?.name ?? undefined,
      contributors: contributorsOf(target?.history?.nodes ?? []),
    },
    files: probed,
    tree: walk.entries,
    treeTruncated: false,
    wanted: walk.blobs,
    folders: walk.folders.slice(0, FOLDERS_MAX),
    ...(walk.folders.length > FOLDERS_MAX ? { treeTruncated: true } : {}),
  };
}

/** Adds to a draft what a second query read; `trees` answers `folders` in order. */
export function extendDraft(
  draft: Draft,
  read: { readonly files: readonly SnapshotFile[]; readonly trees: readonly unknown[] },
): Draft {
  const deeper: Walk = { entries: [], blobs: [], folders: [] };
  let unread = 0;
  draft.folders.forEach((folder, index) => {
    const tree = treeSchema.safeParse(read.trees[index]);
    if (tree.success && tree.data?.entries) walkTree(tree.data.entries, `${folder.path}/`, deeper);
    else unread += 1;
  });
  return {
    ...draft,
    files: [...draft.files, ...read.files],
    tree: [...draft.tree, ...deeper.entries],
    treeTruncated: draft.treeTruncated || unread > 0 || deeper.folders.length > 0,
    wanted: deeper.blobs,
    folders: [],
  };
}

/** Definition files of the tenant's kinds, when this repository may define them; before the tree is cut to its bounds. */
export function kindFilesOf({
  kindFolder: folder,
  tree,
  treeTruncated,
}: Draft): RepositorySnapshotInput["kindFiles"] {
  if (folder === undefined) return undefined;
  const paths = tree.flatMap(({ path, type }) => (type === "blob" && isKindFile(folder, path) ? [path] : []));
  // The first query shows three levels of every tree, whatever is cut below them.
  const isListed = !treeTruncated || folder.split("/").length <= 2;
  return {
    folder,
    paths: paths.sort().slice(0, KIND_FILES_MAX),
    complete: isListed && paths.length <= KIND_FILES_MAX,
  };
}

/** The snapshot to keep: within its bounds, and saying so where something was left out. */
export function finishDraft(
  draft: Draft,
  teamAccess: RepositorySnapshotInput["teamAccess"],
): RepositorySnapshotInput {
  return {
    ...draft.snapshot,
    teamAccess: teamAccess ?? [],
    kindFiles: kindFilesOf(draft),
    files: [...draft.files],
    tree: draft.tree.slice(0, SNAPSHOT_LIMITS.treeEntries),
    treeTruncated: draft.treeTruncated || draft.tree.length > SNAPSHOT_LIMITS.treeEntries,
  };
}
