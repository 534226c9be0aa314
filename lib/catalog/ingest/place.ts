import type { Facts } from "./derive/facts";
import type { RepositorySnapshot } from "./repository-snapshot";

/** Web address of a path on the default branch. */
export function blobUrl(
  repository: Pick<RepositorySnapshot, "url" | "defaultBranch">,
  path: string,
  view: "blob" | "edit" | "tree" = "blob",
): string {
  return `${repository.url}/${view}/${repository.defaultBranch ?? "HEAD"}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** The folder of a path, with its slash; nothing for a file at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Annotations of what was read from a repository as a whole. */
export function place(facts: Facts): Record<string, string> {
  const { snapshot } = facts;
  return {
    "github.com/project-slug": facts.fullName,
    "backstage.io/managed-by-location": `url:${snapshot.url}`,
    "backstage.io/managed-by-origin-location": `url:${snapshot.url}`,
    "backstage.io/view-url": snapshot.url,
    "backstage.io/source-location": `url:${blobUrl(snapshot, "", "tree")}`,
  };
}
