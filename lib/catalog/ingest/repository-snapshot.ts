import { z } from "zod";
import { LONE_SURROGATE } from "../model/problem";
import { KIND_FILES_MAX, SNAPSHOT_LIMITS } from "./file-interest";

export {
  interestRank,
  isApiCandidate,
  isCatalogFile,
  isDocsPage,
  isFileOfInterest,
  PROBE_PATHS,
  SNAPSHOT_LIMITS,
} from "./file-interest";

/**
 * The seam between discovery (which talks to GitHub) and ingest (which talks to nobody).
 *
 * Discovery stores one RepositorySnapshot per repository in `repository.snapshot` and enqueues ingest with the repository ids.
 * Everything ingest says of a repository comes from this value, so the same snapshot always gives the same entities.
 * What could not be read is said, never left out: a file with `problem`, a tree with `treeTruncated`, `unreadable`.
 */
export const snapshotFileSchema = z.object({
  path: z.string().min(1).max(1024),
  /** Git blob id. */
  sha: z.string().max(64),
  sizeBytes: z.number().int().nonnegative(),
  text: z.string().optional(),
  problem: z.enum(["too_large", "binary", "unreadable"]).optional(),
});

export const snapshotTreeEntrySchema = z.object({
  path: z.string().min(1).max(1024),
  type: z.enum(["blob", "tree"]),
  size: z.number().int().nonnegative().optional(),
});

export const repositorySnapshotSchema = z.object({
  /** GitHub's database id, as decimal text: stays through renames and transfers. */
  externalId: z.string().regex(/^\d+$/),
  owner: z.string().min(1).max(100),
  name: z.string().min(1).max(100),
  /** Web address, no trailing slash. */
  url: z.string().min(1).max(500),
  description: z.string().max(4_000).optional(),
  homepage: z.string().max(2_000).optional(),
  defaultBranch: z.string().max(255).optional(),
  headSha: z.string().max(64).optional(),
  archived: z.boolean().default(false),
  fork: z.boolean().default(false),
  private: z.boolean().default(false),
  empty: z.boolean().default(false),
  topics: z.array(z.string().max(100)).max(100).default([]),
  primaryLanguage: z.string().max(100).optional(),
  /** Bytes by language name. */
  languages: z.record(z.string().max(100), z.number().nonnegative()).default({}),
  pushedAt: z.string().max(40).optional(),
  /** SPDX id or GitHub's licence name. */
  license: z.string().max(200).optional(),
  /** As deep as discovery could see, blobs and folders; submodules are left out. */
  tree: z.array(snapshotTreeEntrySchema).default([]),
  treeTruncated: z.boolean().default(false),
  /** Contents of files of interest, see isFileOfInterest. */
  files: z.array(snapshotFileSchema).default([]),
  /** Registered locations in it, as paths or patterns: catalog files whatever they are called. */
  descriptors: z.array(z.string().max(1024)).default([]),
  /** Only of the repository that the tenant chose for its kinds: the definition files in the folder it named. */
  kindFiles: z
    .object({
      folder: z.string().max(200),
      paths: z.array(z.string().max(1024)).max(KIND_FILES_MAX),
      /** false where the tree or this list was cut: a path that is missing may be there all the same */
      complete: z.boolean(),
    })
    .optional(),
  /** Most commits first, at most 20. Bots are left out. */
  contributors: z
    .array(
      z.object({
        login: z.string().optional(),
        name: z.string(),
        email: z.string().optional(),
        commits: z.number().int().nonnegative(),
      }),
    )
    .default([]),
  /** Teams with access, in GitHub's words: admin, maintain, push, triage, pull. */
  teamAccess: z.array(z.object({ teamSlug: z.string(), permission: z.string() })).default([]),
  /** Logins of direct administrators. */
  adminUsers: z.array(z.string()).default([]),
  /** Set when GitHub refused to show this repository's contents; ingest then fails it with this cause and keeps what it had. */
  unreadable: z.object({ code: z.string(), message: z.string(), fix: z.string() }).optional(),
});

export const orgSnapshotSchema = z.object({
  login: z.string().min(1).max(100),
  url: z.string().max(500),
  members: z.array(
    z.object({
      login: z.string().min(1).max(100),
      name: z.string().optional(),
      email: z.string().optional(),
      avatarUrl: z.string().optional(),
      /** Decimal text. */
      databaseId: z.string().regex(/^\d+$/),
    }),
  ),
  teams: z.array(
    z.object({
      databaseId: z.string().regex(/^\d+$/),
      slug: z.string().min(1).max(200),
      name: z.string(),
      description: z.string().optional(),
      parentSlug: z.string().optional(),
      /** Logins. */
      members: z.array(z.string()),
    }),
  ),
});

export type SnapshotFile = z.infer<typeof snapshotFileSchema>;
export type SnapshotTreeEntry = z.infer<typeof snapshotTreeEntrySchema>;
export type RepositorySnapshot = z.infer<typeof repositorySnapshotSchema>;
/** What a producer may leave out (lists default to empty, flags to false). */
export type RepositorySnapshotInput = z.input<typeof repositorySnapshotSchema>;
export type OrgSnapshot = z.infer<typeof orgSnapshotSchema>;

/**
 * Makes the snapshot's record of one file from what GitHub gave: caps the size, refuses binary.
 *
 * @param text - undefined when GitHub did not give it (binary, truncated, error)
 */
export function snapshotFile(
  path: string,
  sha: string,
  sizeBytes: number,
  text: string | undefined,
  isBinary = false,
): SnapshotFile {
  if (sizeBytes > SNAPSHOT_LIMITS.fileBytes) return { path, sha, sizeBytes, problem: "too_large" };
  // Postgres' jsonb cannot hold NUL or half a surrogate pair; no text file of ours needs them.
  if (isBinary || (text !== undefined && (text.includes("\u0000") || text.search(LONE_SURROGATE) >= 0)))
    return { path, sha, sizeBytes, problem: "binary" };
  if (text === undefined) return { path, sha, sizeBytes, problem: "unreadable" };
  return { path, sha, sizeBytes, text };
}
