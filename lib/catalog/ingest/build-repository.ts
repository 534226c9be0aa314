import type { Entity } from "../model/entity";
import type { Fragment } from "../model/fragment";
import type { Problem } from "../model/problem";
import { declaredFragment } from "./declared-fragment";
import type { People } from "./derive/derive-owner";
import { type Facts, factsOf } from "./derive/facts";
import { type DeclaredEntity, derivedFragments, mainComponent } from "./derived-fragments";
import { followLocation } from "./read/follow-locations";
import { parseCatalogFile, type RawDocument } from "./read/parse";
import { resolvePlaceholders } from "./read/placeholders";
import { type Page, readPages } from "./read/read-pages";
import { type DeclaredDocument, validateDocuments } from "./read/validate";
import { isCatalogFile, type RepositorySnapshot, type SnapshotFile } from "./repository-snapshot";

/** A declared fragment of an earlier run. */
export type EarlierFragment = {
  readonly sourceKey: string;
  readonly file: string;
  readonly ref: string;
  readonly body: Entity;
};

/** Everything one repository says, before it meets the rest of the catalog. */
export type BuiltRepository = {
  readonly facts: Facts;
  readonly fragments: readonly Fragment[];
  /** keys of earlier fragments that stay, marked stale: their file is broken or could not be seen */
  readonly staleKeys: readonly string[];
  readonly problems: readonly Problem[];
  /** catalog files found, broken or not */
  readonly catalogFiles: readonly string[];
  /** ref of the declared Component the derived fragment completes */
  readonly mainRef: string | undefined;
  readonly pages: readonly Page[];
};

const CATALOG_FILES_MAX = 200;

type Reading = {
  readonly declared: readonly DeclaredDocument[];
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
};

/** Parses and validates the catalog files, and those their Locations name, until nothing new turns up. */
async function readDeclared(facts: Facts): Promise<Reading> {
  const documents: RawDocument[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let waiting: readonly SnapshotFile[] = facts.snapshot.files.filter((file) => isCatalogFile(file.path));
  let validated = validateDocuments([]);
  while (waiting.length > 0 && seen.size < CATALOG_FILES_MAX) {
    const files = waiting.filter((file) => !seen.has(file.path)).slice(0, CATALOG_FILES_MAX - seen.size);
    for (const file of files) seen.add(file.path);
    const parsed = await Promise.all(files.map((file) => parseCatalogFile(file)));
    const read = parsed.flatMap((result) => result.documents);
    const whole = await Promise.all(read.map((document) => resolvePlaceholders(document, facts)));
    documents.push(...whole.flatMap((result) => result.document ?? []));
    problems.push(...[...parsed, ...whole].flatMap((result) => result.problems));
    validated = validateDocuments(documents);
    const locations = validated.declared.filter(
      ({ entity, document }) =>
        entity.kind === "Location" && files.some((file) => file.path === document.file),
    );
    const followed = locations.map((location) => followLocation(location, facts));
    problems.push(...followed.flatMap((result) => result.problems));
    waiting = followed.flatMap((result) => result.files).filter((file) => !seen.has(file.path));
  }
  return { declared: validated.declared, problems: [...problems, ...validated.problems], files: [...seen] };
}

/** Earlier fragments whose file is broken now, or was not seen because the tree was cut: a failure never deletes. */
function keptOf(
  reading: Reading,
  facts: Facts,
  earlier: readonly EarlierFragment[],
): readonly EarlierFragment[] {
  const broken = new Set(
    reading.problems.filter((problem) => problem.severity === "error").map((problem) => problem.at.file),
  );
  const present = new Set(reading.declared.map(({ document }) => `${document.file}#${document.index}`));
  const refs = new Set(reading.declared.map(({ ref }) => ref));
  return earlier.filter((fragment) => {
    const key = fragment.sourceKey.slice(fragment.sourceKey.indexOf(":") + 1);
    if (present.has(key) || refs.has(fragment.ref)) return false;
    const unseen =
      facts.snapshot.treeTruncated &&
      !reading.files.includes(fragment.file) &&
      facts.file(fragment.file) === undefined;
    return broken.has(fragment.file) || unseen || facts.snapshot.unreadable !== undefined;
  });
}

/**
 * parse → validate → derive for one repository. Touches neither network nor database; the same snapshot gives the same result.
 *
 * @param earlier - declared fragments of the last run, which stay where their file is broken now
 */
export async function buildRepository(
  snapshot: RepositorySnapshot,
  people: People,
  earlier: readonly EarlierFragment[],
): Promise<BuiltRepository> {
  const facts = factsOf(snapshot);
  const reading = await readDeclared(facts);
  const kept = keptOf(reading, facts, earlier);
  const declared: readonly DeclaredEntity[] = [
    ...reading.declared.map(({ document, entity }) => ({ file: document.file, entity })),
    ...kept.map(({ file, body }) => ({ file, entity: body })),
  ];
  const main = mainComponent(declared, facts);
  const derived = snapshot.empty && declared.length === 0 ? [] : derivedFragments(facts, people, declared);
  return {
    facts,
    fragments: [...reading.declared.map((document) => declaredFragment(document, facts)), ...derived],
    staleKeys: kept.map((fragment) => fragment.sourceKey),
    problems: reading.problems,
    catalogFiles: reading.files,
    mainRef: main && derived[0]?.ref,
    pages: readPages(snapshot),
  };
}
