import { refTexts } from "../../model/check-spec";
import type { FieldPath, Problem } from "../../model/problem";
import { isGlob, matchGlob } from "./glob";
import { type Place, resolveTarget, shownTarget } from "./target";
import type { DeclaredDocument } from "./validate";

/** What following needs to know of a repository: where it is, which paths it has, and whether all of them are known. */
export type Repository = {
  readonly place: Place;
  readonly paths: ReadonlySet<string>;
  readonly treeTruncated: boolean;
};

/** A file a Location names. */
export type Edge = {
  readonly from: DeclaredDocument;
  readonly field: FieldPath;
  readonly path: string;
  readonly byGlob: boolean;
};
export type Followed = { readonly edges: readonly Edge[]; readonly problems: readonly Problem[] };

const TARGETS_MAX = 500;
const GLOBS_MAX = 50;
const PROBLEMS_MAX = 10;

type Named = { readonly target: string; readonly field: FieldPath };

function targetsOf({ entity }: DeclaredDocument): readonly Named[] {
  const single = entity.spec?.target;
  const named = [
    ...refTexts(single).map((target) => ({ target, field: ["spec", "target"] })),
    ...refTexts(entity.spec?.targets).map((target, index) => ({ target, field: ["spec", "targets", index] })),
  ];
  return [...new Map(named.map((one) => [one.target, one])).values()];
}

/** A problem of one field of a Location. */
export function locationProblem(
  { document, ref }: DeclaredDocument,
  field: FieldPath,
  said: Pick<Problem, "code" | "message" | "fix"> & { readonly severity?: Problem["severity"] },
): Problem {
  return {
    stage: "fetch",
    severity: "error",
    ...said,
    at: { file: document.file, ...document.positionOf(field) },
    entityRef: ref,
  };
}

function followTarget(from: DeclaredDocument, { target, field }: Named, repository: Repository): Followed {
  const shown = shownTarget(target);
  const { path, refusal } = resolveTarget(repository.place, from.document.file, target);
  if (refusal)
    return {
      edges: [],
      problems: [
        locationProblem(from, field, {
          code: `location_${refusal.why}`,
          message: `The target "${shown}" ${refusal.message}`,
          fix: refusal.fix,
          severity: refusal.elsewhere ? "warning" : "error",
        }),
      ],
    };
  const byGlob = isGlob(path) && !repository.paths.has(path);
  const found = byGlob
    ? matchGlob(path, repository.paths).filter((match) => match !== from.document.file)
    : repository.paths.has(path)
      ? [path]
      : [];
  if (found.length > 0)
    return { edges: found.map((match) => ({ from, field, path: match, byGlob })), problems: [] };
  // A glob may find nothing but its own file; and what a cut tree does not show may well be there.
  const isForgiven = from.entity.spec?.presence === "optional" || repository.treeTruncated;
  if (isForgiven || (byGlob && matchGlob(path, [from.document.file]).length > 0))
    return { edges: [], problems: [] };
  return {
    edges: [],
    problems: [
      locationProblem(from, field, {
        code: "location_missing",
        message: byGlob
          ? `The target "${shown}" finds no file in this repository`
          : `The target "${shown}" is not in this repository`,
        fix: "Correct the path, which is relative to this file; or write presence: optional if it may be missing.",
      }),
    ],
  };
}

function tooMany(from: DeclaredDocument, what: string): Problem {
  return locationProblem(from, ["spec", "targets"], {
    code: "location_fanout",
    message: `The Location ${what}; no more are followed`,
    fix: "Split the Location, or name the files by a glob such as ./services/*/catalog-info.yaml.",
  });
}

/** Files of the same repository that a Location names, and a problem for each target that could not be followed. */
export function followLocation(from: DeclaredDocument, repository: Repository): Followed {
  const targets = targetsOf(from);
  const globs = targets.filter(({ target }) => isGlob(target));
  const kept = targets
    .slice(0, TARGETS_MAX)
    .filter((one) => !isGlob(one.target) || globs.indexOf(one) < GLOBS_MAX);
  const followed = kept.map((one) => followTarget(from, one, repository));
  const edges = followed.flatMap((one) => one.edges);
  if (targets.length > TARGETS_MAX)
    return { edges, problems: [tooMany(from, `names ${targets.length} targets, more than ${TARGETS_MAX}`)] };
  if (globs.length > GLOBS_MAX)
    return { edges, problems: [tooMany(from, `has ${globs.length} globs, more than ${GLOBS_MAX}`)] };
  return { edges, problems: followed.flatMap((one) => one.problems).slice(0, PROBLEMS_MAX) };
}

/** The places where Locations lead back to where they came from: one per circle. */
export function findCycles(edges: readonly Edge[]): readonly Edge[] {
  const outgoing = new Map<string, Edge[]>();
  for (const edge of edges) {
    const { file } = edge.from.document;
    const list = outgoing.get(file);
    if (list) list.push(edge);
    else outgoing.set(file, [edge]);
  }
  const state = new Map<string, "open" | "done">();
  const cycles: Edge[] = [];
  const visit = (file: string): void => {
    state.set(file, "open");
    for (const edge of outgoing.get(file) ?? []) {
      const met = state.get(edge.path);
      if (met === "open" && !edge.byGlob) cycles.push(edge);
      else if (met === undefined) visit(edge.path);
    }
    state.set(file, "done");
  };
  for (const file of outgoing.keys()) if (!state.has(file)) visit(file);
  return cycles;
}
