import { type Entity, LANGUAGE_ANNOTATION, stringField } from "../model/entity";
import type { Origins } from "../model/fragment";
import type { Problem, Stage } from "../model/problem";
import type { BuiltRepository } from "./build-repository";

/** What became of one repository, in the words its page shows. */
export type Verdict = {
  readonly verdict: "ingested" | "derived" | "skipped" | "failed";
  readonly summary: string;
  readonly stage?: Stage | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly fix?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
};

function fromProblem(problem: Problem): Omit<Verdict, "verdict" | "summary"> {
  return {
    stage: problem.stage,
    code: problem.code,
    message: problem.message,
    fix: problem.fix,
    file: problem.at.file,
    line: problem.at.line,
  };
}

function ownerWords(body: Entity, origins: Origins): string {
  const owner = stringField(body.spec, "owner");
  if (!owner) return "no owner found";
  const rule = origins["spec.owner"]?.rule ?? "";
  const from = rule.startsWith("CODEOWNERS")
    ? " from CODEOWNERS"
    : /access on GitHub/.test(rule)
      ? " from team access"
      : /commits/.test(rule)
        ? " from commits"
        : rule.startsWith("the only admin")
          ? ", its only administrator"
          : "";
  return `owner ${owner.replace(/^(group|user):default\//, "")}${from}`;
}

function derivedSentence(built: BuiltRepository): string {
  const component = built.fragments.find(
    (fragment) => fragment.layer === "derived" && fragment.body.kind === "Component",
  );
  if (!component) return "no entity";
  const { body, origins } = component;
  const language = body.metadata.annotations?.[LANGUAGE_ANNOTATION];
  const type = stringField(body.spec, "type") ?? "component";
  const apis = built.fragments.filter((fragment) => fragment.body.kind === "API").length;
  const what = type === "other" ? "repository" : type;
  return `${language ? `${language} ` : ""}${what}, ${ownerWords(body, origins)}${apis > 0 ? `, ${apis} ${apis === 1 ? "API" : "APIs"}` : ""}`;
}

function declaredSentence(built: BuiltRepository): string {
  const declared = built.fragments.filter((fragment) => fragment.layer === "declared");
  const files = new Set(declared.map((fragment) => fragment.origins.kind?.file));
  const where = files.size === 1 ? [...files][0] : `${files.size} files`;
  const [only, ...more] = declared;
  if (!only) return "";
  if (more.length > 0) return `${declared.length} entities declared in ${where}`;
  const owner = stringField(only.body.spec, "owner");
  return `${stringField(only.body.spec, "type") ?? only.body.kind} declared in ${where}${owner ? `, owner ${owner}` : ""}`;
}

/**
 * One verdict for one repository. Failed only where nothing declared is current although files are there: then the cause is the
 * first error, and the page says what stands in the catalog instead.
 *
 * @param refused - problems of names that belong to another repository
 * @param refusedRefs - refs of this repository that contribute nothing
 */
export function decideVerdict(
  built: BuiltRepository,
  refused: readonly Problem[],
  refusedRefs: ReadonlySet<string>,
): Verdict {
  const { snapshot } = built.facts;
  const { name } = snapshot;
  const kept = built.staleKeys.length > 0;
  if (snapshot.unreadable) {
    const { code, message, fix } = snapshot.unreadable;
    return {
      verdict: "failed",
      stage: "fetch",
      code,
      message,
      fix,
      summary: `${name}: could not be read. ${kept ? "The last good version stays" : "Only its name and description are known"}`,
    };
  }
  const declared = built.fragments.filter(
    (fragment) =>
      fragment.layer === "declared" && fragment.body.kind !== "Location" && !refusedRefs.has(fragment.ref),
  );
  const errors = [...built.problems, ...refused].filter((problem) => problem.severity === "error");
  const [error] = errors;
  if (error) {
    const cause = fromProblem(error);
    const where = `${error.at.file}${error.at.line ? `:${error.at.line}` : ""}`;
    if (declared.length > 0) {
      return {
        verdict: "ingested",
        ...cause,
        summary: `${name}: ${declared.length} ${declared.length === 1 ? "entity" : "entities"} taken, ${errors.length} ${errors.length === 1 ? "error" : "errors"} left (${where})`,
      };
    }
    const isOfKinds = snapshot.kindFiles?.paths.includes(error.at.file) === true;
    const derived = built.fragments.some(
      (fragment) => fragment.layer === "derived" && !refusedRefs.has(fragment.ref),
    );
    const instead = isOfKinds
      ? "the last good definition stays"
      : kept
        ? "the last good version stays"
        : derived
          ? `derived instead: ${derivedSentence(built)}`
          : "nothing stands in the catalog";
    return { verdict: "failed", ...cause, summary: `${name}: ${where}: ${error.message}; ${instead}` };
  }
  if (declared.length > 0) return { verdict: "ingested", summary: `${name}: ${declaredSentence(built)}` };
  if (snapshot.empty) {
    return {
      verdict: "skipped",
      stage: "fetch",
      code: "empty_repository",
      message: "The repository has no commits yet",
      fix: "Push something; it appears by itself.",
      summary: `${name}: empty repository`,
    };
  }
  const warning = built.problems.find((problem) => built.catalogFiles.includes(problem.at.file));
  return {
    verdict: "derived",
    ...(warning ? fromProblem(warning) : {}),
    summary: `${name}: ${derivedSentence(built)}`,
  };
}
