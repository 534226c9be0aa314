import { refTexts } from "../../model/check-spec";
import { isJsonObject } from "../../model/entity";
import { isCatalogFile, type SnapshotFile } from "../repository-snapshot";
import { isGlob, matchGlob } from "./glob";
import { parseCatalogFile, type RawDocument } from "./parse";
import { listPlaceholders } from "./placeholders";
import { registeredPaths } from "./registered-paths";
import { type Place, resolveTarget } from "./target";

/** A repository as discovery has read it so far. */
export type ReadSoFar = {
  readonly place: Place;
  readonly files: readonly SnapshotFile[];
  /** paths of the tree, as far as it was seen */
  readonly paths: ReadonlySet<string>;
  readonly treeTruncated: boolean;
  /** registered locations in it */
  readonly descriptors: readonly string[];
};

const NAMED_MAX = 200;
/** Most descriptors name no other file; they are not worth parsing twice. */
const NAMES_FILES = /\bLocation\b|\$(text|json|yaml)\b/;

function targetsOf({ value }: RawDocument): readonly string[] {
  if (!isJsonObject(value) || value.kind !== "Location" || !isJsonObject(value.spec)) return [];
  return [...refTexts(value.spec.target), ...refTexts(value.spec.targets)];
}

/**
 * Paths that the descriptors name, as targets of Locations and in placeholders, and that were not read: what discovery has to ask
 * for besides the names it knows. Decides nothing else; ingest says what is wrong with a name.
 *
 * @returns paths of the tree; where the tree was cut, also paths that may not exist
 */
export async function listNamedFiles(repository: ReadSoFar): Promise<readonly string[]> {
  const files = new Map(repository.files.map((file) => [file.path, file]));
  const wanted = new Set<string>();
  const seen = new Set<string>();
  const pathsOf = (file: string, target: string): readonly string[] => {
    const { path } = resolveTarget(repository.place, file, target);
    if (path === undefined || path === "") return [];
    if (repository.paths.has(path) || files.has(path)) return [path];
    if (isGlob(path)) return matchGlob(path, repository.paths).slice(0, NAMED_MAX);
    return repository.treeTruncated ? [path] : [];
  };
  const registered = registeredPaths(repository.descriptors, repository.paths);
  for (const path of registered)
    if (!files.has(path) && (repository.paths.has(path) || repository.treeTruncated)) wanted.add(path);
  let waiting = repository.files.filter((file) => isCatalogFile(file.path) || registered.has(file.path));
  while (waiting.length > 0 && wanted.size < NAMED_MAX) {
    for (const file of waiting) seen.add(file.path);
    const naming = waiting.filter((file) => file.text !== undefined && NAMES_FILES.test(file.text));
    const parsed = await Promise.all(naming.map((file) => parseCatalogFile(file)));
    const documents = parsed.flatMap((result) => result.documents);
    const targets = documents.flatMap((document) =>
      targetsOf(document)
        .slice(0, NAMED_MAX)
        .flatMap((target) => pathsOf(document.file, target)),
    );
    const contents = documents.flatMap((document) =>
      listPlaceholders(document.value).flatMap(({ target }) => pathsOf(document.file, target)),
    );
    for (const path of [...targets, ...contents]) if (!files.has(path)) wanted.add(path);
    waiting = [...new Set(targets)].flatMap((path) => (seen.has(path) ? [] : (files.get(path) ?? [])));
  }
  return [...wanted].slice(0, NAMED_MAX);
}
