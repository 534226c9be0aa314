import type { Facts } from "./derive/facts";
import type { RepositorySnapshot } from "./repository-snapshot";

/** Web address of a path on the default branch. */
export function blobUrl(
  snapshot: RepositorySnapshot,
  path: string,
  view: "blob" | "edit" | "tree" = "blob",
): string {
  return `${snapshot.url}/${view}/${snapshot.defaultBranch ?? "HEAD"}/${path.split("/").map(encodeURIComponent).join("/")}`;
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
