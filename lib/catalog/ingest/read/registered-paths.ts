import type { Problem } from "../../model/problem";
import type { RegisteredLocation } from "../../store/location-store";
import type { Facts } from "../derive/facts";
import { isGlob, matchGlob } from "./glob";

/** Files that registered locations name: paths as they are, patterns as far as the tree has such files. */
export function registeredPaths(
  descriptors: readonly string[],
  paths: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    descriptors.flatMap((path) => (isGlob(path) && !paths.has(path) ? matchGlob(path, paths) : [path])),
  );
}

/** One problem for each registered file that the repository does not have, unless whoever registered it said that it may be missing. */
export function missingLocations(
  registered: ReadonlySet<string>,
  locations: readonly RegisteredLocation[],
  facts: Facts,
): readonly Problem[] {
  const optional = new Set(
    locations.filter(({ presence }) => presence === "optional").map(({ path }) => path),
  );
  const missing = [...registered].filter(
    (path) => !facts.paths.has(path) && !facts.file(path) && !optional.has(path),
  );
  return missing.map((file) => ({
    stage: "fetch",
    code: "location_missing",
    message: `The registered location "${file}" is not in this repository`,
    fix: "Add the file, or remove the location: DELETE /catalog/locations/{id}.",
    severity: facts.snapshot.treeTruncated ? "warning" : "error",
    at: { file },
  }));
}
