import type { JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../../model/entity";
import type { RepositorySnapshot, SnapshotFile } from "../repository-snapshot";

/** A snapshot with the questions derivation asks of it answered once. */
export type Facts = {
  readonly snapshot: RepositorySnapshot;
  readonly fullName: string;
  readonly paths: ReadonlySet<string>;
  readonly file: (path: string) => SnapshotFile | undefined;
  /** First path that matches, in tree order. */
  readonly find: (pattern: RegExp) => string | undefined;
  readonly packageJson: JsonObject | undefined;
  readonly dependencies: ReadonlySet<string>;
  readonly readme: SnapshotFile | undefined;
};

function parsePackage(text: string | undefined): JsonObject | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // A broken package.json says nothing about the component; its owner sees it in their own build.
    return undefined;
  }
}

function dependencyNames(manifest: JsonObject | undefined): ReadonlySet<string> {
  const groups = [manifest?.dependencies, manifest?.peerDependencies];
  return new Set(groups.flatMap((group) => (isJsonObject(group) ? Object.keys(group) : [])));
}

export function factsOf(snapshot: RepositorySnapshot): Facts {
  const files = new Map(snapshot.files.map((file) => [file.path, file]));
  const paths = new Set([
    ...snapshot.tree.filter((entry) => entry.type === "blob").map((entry) => entry.path),
    ...files.keys(),
  ]);
  const packageJson = parsePackage(files.get("package.json")?.text);
  const readmePath = [...files.keys()].find((path) => /^readme(\.(md|markdown|rst|adoc|txt))?$/i.test(path));
  return {
    snapshot,
    fullName: `${snapshot.owner}/${snapshot.name}`,
    paths,
    file: (path) => files.get(path),
    find: (pattern) => [...paths].find((path) => pattern.test(path)),
    packageJson,
    dependencies: dependencyNames(packageJson),
    readme: readmePath === undefined ? undefined : files.get(readmePath),
  };
}

/** Line of the first occurrence of a text, 1-based. */
export function lineOf(text: string, needle: string): number | undefined {
  const at = text.indexOf(needle);
  return at < 0 ? undefined : text.slice(0, at).split("\n").length;
}

/** Share of a language set in the repository's bytes. */
export function languageShare(snapshot: RepositorySnapshot, names: readonly string[]): number {
  const total = Object.values(snapshot.languages).reduce((sum, bytes) => sum + bytes, 0);
  if (total === 0) return 0;
  return (
    names.reduce(
      (sum, name) => sum + (Object.hasOwn(snapshot.languages, name) ? (snapshot.languages[name] ?? 0) : 0),
      0,
    ) / total
  );
}
