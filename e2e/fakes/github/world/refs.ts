import { findObject } from "./files";
import type { Commit, Files, Repo } from "./types";

/** The commit a branch name, `HEAD`, full ref or commit id means. */
export function findCommit(repo: Repo, ref: string): Commit | undefined {
  const name = ref === "HEAD" || ref === "" ? repo.defaultBranch : ref.replace(/^refs\/heads\/|^heads\//, "");
  const branch = repo.branches().get(name);
  if (branch !== undefined) return branch.commits[0];
  if (!/^[0-9a-f]{7,40}$/.test(ref)) return undefined;
  return [...repo.branches().values()]
    .flatMap((one) => one.commits)
    .find((commit) => commit.sha.startsWith(ref));
}

/** A tree named by a ref, a commit or its own id. */
export function findTree(
  repo: Repo,
  ref: string,
): { readonly files: Files; readonly path: string } | undefined {
  const commit = findCommit(repo, ref);
  if (commit !== undefined) return { files: commit.files, path: "" };
  for (const branch of repo.branches().values()) {
    const { files } = branch.commits[0];
    const found = findObject(files, ref);
    if (found !== undefined && "folder" in found) return { files, path: found.folder };
  }
  return undefined;
}

/** The newest commit that changed a path; history before the first push is shared, so its oldest commit stands for it. */
export function touches(commits: readonly Commit[], path: string): Commit[] {
  return commits.filter((commit, i) => {
    const earlier = commits[i + 1];
    if (earlier === undefined) return true;
    if (earlier.files === commit.files) return i % 3 === 0;
    const under = (files: Files) =>
      [...files]
        .filter(([name]) => name === path || name.startsWith(`${path}/`))
        .map(([name, file]) => `${name} ${file.sha}`)
        .join("\n");
    return under(commit.files) !== under(earlier.files);
  });
}
