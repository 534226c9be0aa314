import type { Entity } from "../model/entity";
import type { Fragment } from "../model/fragment";
import type { Problem } from "../model/problem";
import { declaredFragment } from "./declared-fragment";
import type { People } from "./derive/derive-owner";
import { type Facts, factsOf } from "./derive/facts";
import { type DeclaredEntity, derivedFragments, mainComponent } from "./derived-fragments";
import { entityErrors } from "./entity-errors";
import { type Reading, type ReadingRules, readDeclared } from "./read/read-declared";
import { type Page, readPages } from "./read/read-pages";
import type { RepositorySnapshot } from "./repository-snapshot";

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
  /** what is wrong with each entity it speaks of */
  readonly entityErrors: ReadonlyMap<string, readonly Problem[]>;
  /** catalog files found, broken or not */
  readonly catalogFiles: readonly string[];
  /** ref of the declared Component the derived fragment completes */
  readonly mainRef: string | undefined;
  readonly pages: readonly Page[];
};

/**
 * Earlier fragments of what this run could not see: their file is broken; it is still there but a broken descriptor no longer leads
 * to it; or the tree was cut. A failure never deletes.
 */
function keptOf(
  reading: Reading,
  facts: Facts,
  earlier: readonly EarlierFragment[],
): readonly EarlierFragment[] {
  const errors = reading.problems.filter((problem) => problem.severity === "error");
  // An empty file is more often an accident than a wish; whoever means it deletes the file.
  const broken = new Set(
    reading.problems
      .filter(({ severity, code }) =>
        severity === "error" ? !code.startsWith("location_") : code === "empty_file",
      )
      .map(({ at }) => at.file),
  );
  const present = new Set(reading.declared.map(({ document }) => `${document.file}#${document.index}`));
  const refs = new Set(reading.declared.map(({ ref }) => ref));
  const read = new Set(reading.files);
  return earlier.filter((fragment) => {
    const key = fragment.sourceKey.slice(fragment.sourceKey.indexOf(":") + 1);
    if (present.has(key) || refs.has(fragment.ref)) return false;
    const unled = errors.length > 0 && !read.has(fragment.file) && facts.paths.has(fragment.file);
    const unseen =
      facts.snapshot.treeTruncated && !read.has(fragment.file) && facts.file(fragment.file) === undefined;
    return broken.has(fragment.file) || unled || unseen || facts.snapshot.unreadable !== undefined;
  });
}

function unreadableProblem({ unreadable }: RepositorySnapshot): Problem | undefined {
  if (!unreadable) return undefined;
  const { message, fix } = unreadable;
  const at = { file: "(repository)" };
  return { stage: "fetch", code: "unreadable", message, fix, severity: "error", at };
}

/** What is known before a repository is read. */
export type Known = ReadingRules & {
  readonly people: People;
  /** declared fragments of the last run, which stay where their file is broken now */
  readonly earlier: readonly EarlierFragment[];
};

/** parse → validate → derive for one repository. Touches neither network nor database; the same input gives the same result. */
export async function buildRepository(snapshot: RepositorySnapshot, known: Known): Promise<BuiltRepository> {
  const facts = factsOf(snapshot);
  const reading = await readDeclared(facts, known);
  const kept = keptOf(reading, facts, known.earlier);
  const declared: readonly DeclaredEntity[] = [
    ...reading.declared.map(({ document, entity }) => ({ file: document.file, entity })),
    ...kept.map(({ file, body }) => ({ file, entity: body })),
  ];
  const main = mainComponent(declared, facts);
  const derived =
    snapshot.empty && declared.length === 0 ? [] : derivedFragments(facts, known.people, declared);
  return {
    facts,
    fragments: [
      ...reading.declared.map((one) => declaredFragment(one, facts, reading.leads.get(one.document.file))),
      ...derived,
    ],
    staleKeys: kept.map((fragment) => fragment.sourceKey),
    problems: reading.problems,
    entityErrors: entityErrors(reading, kept, unreadableProblem(snapshot)),
    catalogFiles: reading.files,
    mainRef: main && derived[0]?.ref,
    pages: readPages(snapshot),
  };
}
