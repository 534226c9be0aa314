import type { KindGate } from "../../model/kind-rules";
import type { KindSet } from "../../model/kinds";
import type { Problem } from "../../model/problem";
import type { RegisteredLocation } from "../../store/location-store";
import type { Facts } from "../derive/facts";
import { isCatalogFile, type SnapshotFile } from "../repository-snapshot";
import { type Edge, findCycles, followLocation, locationProblem, type Repository } from "./follow-locations";
import { type Lead, leadsOf } from "./leads";
import { parseCatalogFile, type RawDocument } from "./parse";
import { type PlaceholderBudget, placeholderBudget, resolvePlaceholders } from "./placeholders";
import { missingLocations, registeredPaths } from "./registered-paths";
import { type DeclaredDocument, validateDocuments } from "./validate";

/** What a repository's descriptors declare, and which files were read for it. */
export type Reading = {
  readonly declared: readonly DeclaredDocument[];
  readonly problems: readonly Problem[];
  readonly files: readonly string[];
  /** how reading came to each file */
  readonly leads: ReadonlyMap<string, Lead>;
};

/** What a tenant says about reading, beside the repository itself. */
export type ReadingRules = {
  /** Backstage's own when not given */
  readonly kinds?: KindSet | undefined;
  /** registered locations in the repository */
  readonly registered?: readonly RegisteredLocation[] | undefined;
  /** which kinds the repository may declare; all when not given */
  readonly gate?: KindGate | undefined;
};

const CATALOG_FILES_MAX = 200;
const PROBLEMS_PER_FILE_MAX = 20;
/** How many Locations may stand between a descriptor and a file; discovery reads as deep. */
export const LOCATION_DEPTH_MAX = 10;

type Round = { readonly documents: readonly RawDocument[]; readonly problems: readonly Problem[] };

async function readRound(
  files: readonly SnapshotFile[],
  facts: Facts,
  budget: PlaceholderBudget,
): Promise<Round> {
  const parsed = await Promise.all(files.map((file) => parseCatalogFile(file)));
  const whole = await Promise.all(
    parsed
      .flatMap((result) => result.documents)
      .map((document) => resolvePlaceholders(document, facts, budget)),
  );
  return {
    documents: whole.flatMap((result) => result.document ?? []),
    problems: [...parsed, ...whole].flatMap((result) => result.problems),
  };
}

function tooManyFiles(unread: readonly string[]): Problem {
  return {
    stage: "fetch",
    code: "too_many_files",
    message: `A repository's first ${CATALOG_FILES_MAX} catalog files are read; ${unread.length} more were not, this one first`,
    fix: "Describe several entities in one file, separated by ---.",
    severity: "error",
    at: { file: unread[0] ?? "(repository)", line: 1 },
  };
}

function unreadProblem(edge: Edge): Problem {
  return locationProblem(edge.from, edge.field, {
    code: "location_unread",
    message: `The target "${edge.path}" was not read: it is too large, not text, or beyond what Portico reads of one repository`,
    fix: "Keep it below 512 KiB, and the repository's catalog files below 200.",
  });
}

function chainProblem(edge: Edge): Problem {
  return locationProblem(edge.from, edge.field, {
    code: "location_chain",
    message: `The target "${edge.path}" is the ${LOCATION_DEPTH_MAX + 1}th Location in a row; no more are followed`,
    fix: "Name the files in one Location, or by a glob such as ./services/*/catalog-info.yaml.",
  });
}

function cycleProblem(edge: Edge): Problem {
  const isItself = edge.path === edge.from.document.file;
  return locationProblem(edge.from, edge.field, {
    code: "location_cycle",
    message: isItself
      ? "The Location names its own file"
      : `The Location leads back to ${edge.path}, which leads here`,
    fix: "Remove this target; each file is read once all the same.",
    severity: "warning",
  });
}

/** The first problems of each file: one cause often shows in a thousand documents, and the first few say enough. */
function limited(problems: readonly Problem[]): readonly Problem[] {
  const counts = new Map<string, number>();
  const kept = problems.filter(({ at }) => {
    const count = (counts.get(at.file) ?? 0) + 1;
    counts.set(at.file, count);
    return count <= PROBLEMS_PER_FILE_MAX;
  });
  const more = [...counts].filter(([, count]) => count > PROBLEMS_PER_FILE_MAX);
  return [
    ...kept,
    ...more.map(
      ([file, count]): Problem => ({
        stage: "validate",
        code: "more_problems",
        message: `${count - PROBLEMS_PER_FILE_MAX} more problems of ${file} are not listed`,
        fix: "Correct the ones above; most of the rest will be the same.",
        severity: "warning",
        at: { file },
      }),
    ),
  ];
}

/** Parses and validates the catalog files, and those their Locations name, round by round until nothing new turns up. */
export async function readDeclared(facts: Facts, rules: ReadingRules = {}): Promise<Reading> {
  const locations = rules.registered ?? [];
  const repository: Repository = {
    place: facts.snapshot,
    paths: facts.paths,
    treeTruncated: facts.snapshot.treeTruncated,
  };
  const budget = placeholderBudget();
  const seen = new Set<string>();
  const documents: RawDocument[] = [];
  const problems: Problem[] = [];
  const edges: Edge[] = [];
  const unread = new Map<string, Edge>();
  let validated = validateDocuments([]);
  const registered = registeredPaths(facts.snapshot.descriptors, facts.paths);
  problems.push(...missingLocations(registered, locations, facts));
  let waiting: readonly SnapshotFile[] = facts.snapshot.files.filter(
    (file) => isCatalogFile(file.path) || registered.has(file.path),
  );
  const begun = [...new Set([...waiting.map((file) => file.path), ...registered])];
  for (let depth = 0; waiting.length > 0; depth += 1) {
    const files = waiting.slice(0, CATALOG_FILES_MAX - seen.size);
    if (files.length < waiting.length)
      problems.push(tooManyFiles(waiting.slice(files.length).map((file) => file.path)));
    for (const file of files) seen.add(file.path);
    const round = await readRound(files, facts, budget);
    documents.push(...round.documents);
    problems.push(...round.problems);
    validated = validateDocuments(documents, rules);
    const here = new Set(files.map((file) => file.path));
    const followed = validated.declared
      .filter(({ entity, document }) => entity.kind === "Location" && here.has(document.file))
      .map((location) => followLocation(location, repository));
    problems.push(...followed.flatMap((one) => one.problems));
    const found = followed.flatMap((one) => one.edges);
    edges.push(...found);
    const next = new Map(found.filter((edge) => !seen.has(edge.path)).map((edge) => [edge.path, edge]));
    const [first] = next.values();
    if (first && depth === LOCATION_DEPTH_MAX) {
      problems.push(chainProblem(first));
      break;
    }
    waiting = [...next.values()].flatMap((edge) => {
      const file = facts.file(edge.path);
      if (!file) unread.set(edge.path, edge);
      return file ? [file] : [];
    });
  }
  problems.push(...[...unread.values()].map(unreadProblem), ...findCycles(edges).map(cycleProblem));
  return {
    declared: validated.declared,
    problems: limited([...problems, ...validated.problems]),
    files: [...seen],
    leads: leadsOf(begun, edges, locations, facts),
  };
}
