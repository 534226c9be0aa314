import { messageOf } from "@/lib/platform/errors";
import { KIND_FILES_MAX } from "../../ingest/file-interest";
import { parseCatalogFile, type RawDocument } from "../../ingest/read/parse";
import type { RepositorySnapshot, SnapshotFile } from "../../ingest/repository-snapshot";
import type { Issue, Problem } from "../../model/problem";
import { compileKind } from "../compile-kind";
import type { KindDefinition } from "../definition";
import { checkDefinition } from "../definition-issues";

/** What the definition files of a repository say. */
export type KindReading = {
  /** one of each kind */
  readonly definitions: readonly { readonly file: string; readonly definition: KindDefinition }[];
  readonly problems: readonly Problem[];
  /** files of which not everything could be taken: what they said before stays */
  readonly broken: ReadonlySet<string>;
};

const ISSUES_MAX = 10;

type Declared = {
  readonly file: string;
  readonly document: RawDocument;
  readonly definition: KindDefinition;
};

function toProblem(document: RawDocument, issue: Issue): Problem {
  const { line, column } = document.positionOf(issue.path);
  return {
    stage: "validate",
    code: "kind_definition",
    message: issue.message,
    fix: issue.fix,
    severity: "error",
    at: { file: document.file, line, column },
  };
}

function compileIssue(definition: KindDefinition): Issue | undefined {
  try {
    compileKind(definition);
    return undefined;
  } catch (error) {
    return {
      code: "kind_definition",
      path: ["schema"],
      message: `The schema of ${definition.kind} cannot be used: ${messageOf(error).slice(0, 200)}`,
      fix: "Correct the schema; Check existing entities, in the form of a kind, tells whether it can be used.",
    };
  }
}

function readDocument(document: RawDocument): { readonly declared?: Declared; readonly problems: Problem[] } {
  const { definition, issues } = checkDefinition(document.value);
  if (!definition)
    return { problems: issues.slice(0, ISSUES_MAX).map((issue) => toProblem(document, issue)) };
  const issue = compileIssue(definition);
  if (issue) return { problems: [toProblem(document, issue)] };
  return { declared: { file: document.file, document, definition }, problems: [] };
}

/** What is said of catalog files, where it does not fit these. */
function ofDefinitions(problem: Problem): Problem {
  return problem.code === "empty_file"
    ? {
        ...problem,
        message: "the file defines no kind",
        fix: "Write the definition, or delete the file; what it said before stays until then.",
      }
    : problem;
}

function tooManyFiles(file: string): Problem {
  return {
    stage: "fetch",
    code: "kind_definition",
    message: `A folder's first ${KIND_FILES_MAX} definition files are read, this one last`,
    fix: "Write several definitions into one file, separated by ---.",
    severity: "warning",
    at: { file, line: 1 },
  };
}

function unreadFile(path: string): SnapshotFile {
  return { path, sha: "", sizeBytes: 0, problem: "unreadable" };
}

/**
 * Reads the definition files of a snapshot. Pure but for the parser's worker threads, and as bounded as catalog files are.
 *
 * @param inCharge - by kind in lower case, the file that says it now: it goes on when a second one says it too
 */
export async function readKindFiles(
  snapshot: Pick<RepositorySnapshot, "kindFiles" | "files">,
  inCharge: ReadonlyMap<string, string>,
): Promise<KindReading> {
  const files = new Map(snapshot.files.map((file) => [file.path, file]));
  const { paths = [], complete = true } = snapshot.kindFiles ?? {};
  const parsed = await Promise.all(
    paths.map((path) => parseCatalogFile(files.get(path) ?? unreadFile(path))),
  );
  const read = parsed.flatMap(({ documents }) => documents.map(readDocument));
  const problems = [
    ...parsed.flatMap((one) => one.problems.map(ofDefinitions)),
    ...read.flatMap((one) => one.problems),
  ];
  const broken = new Set(problems.map(({ at }) => at.file));
  const chosen = new Map<string, Declared>();
  const declared = read.flatMap((one) => one.declared ?? []);
  const isInCharge = ({ file, definition }: Declared) => inCharge.get(definition.kind.toLowerCase()) === file;
  for (const one of [...declared.filter(isInCharge), ...declared.filter((other) => !isInCharge(other))]) {
    const first = chosen.get(one.definition.kind.toLowerCase());
    if (!first) chosen.set(one.definition.kind.toLowerCase(), one);
    else
      problems.push(
        toProblem(one.document, {
          code: "kind_definition",
          path: ["kind"],
          message: `${one.definition.kind} is defined already in ${first.file}, line ${first.document.line}`,
          fix: "Keep one of the two.",
        }),
      );
  }
  const last = complete ? undefined : paths[KIND_FILES_MAX - 1];
  if (last !== undefined) problems.push(tooManyFiles(last));
  return {
    definitions: [...chosen.values()].map(({ file, definition }) => ({ file, definition })),
    problems,
    broken,
  };
}
