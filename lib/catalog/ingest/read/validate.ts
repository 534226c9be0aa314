import { checkEntity } from "../../model/check-entity";
import { type Entity, isJsonObject, refOf } from "../../model/entity";
import { barredWords, type KindGate } from "../../model/kind-rules";
import type { KindSet } from "../../model/kinds";
import { fieldName, type Issue, type Problem, pointerOf } from "../../model/problem";
import { parseRef } from "../../model/ref";
import { ADDRESS_ANNOTATIONS, normaliseEntity } from "../../model/relations";
import { isUnsafeUrl } from "../../model/unsafe-url";
import type { RawDocument } from "./parse";

/** A document that passed, with what is needed to say where each of its fields stands. */
export type DeclaredDocument = {
  readonly document: RawDocument;
  readonly entity: Entity;
  readonly ref: string;
};

export type Validated = {
  readonly declared: readonly DeclaredDocument[];
  readonly problems: readonly Problem[];
};

const ISSUES_MAX = 10;

/** The ref a broken document would have had, for the page of that entity. */
function intendedRef(document: RawDocument): string | undefined {
  const { value } = document;
  if (!isJsonObject(value) || !isJsonObject(value.metadata)) return undefined;
  const { name, namespace } = value.metadata;
  if (typeof value.kind !== "string" || typeof name !== "string") return undefined;
  const ref = parseRef(`${value.kind}:${typeof namespace === "string" ? namespace : "default"}/${name}`);
  return ref && `${ref.kind}:${ref.namespace}/${ref.name}`.slice(0, 255);
}

function toProblem(document: RawDocument, issue: Issue): Problem {
  const { line, column } = document.positionOf(issue.path);
  return {
    stage: "validate",
    code: issue.code,
    message: issue.message,
    fix: issue.fix,
    severity: "error",
    at: { file: document.file, line, column },
    entityRef: intendedRef(document),
  };
}

/**
 * One issue for each field, and one for the like of it in one list or map: ten thousand bad tags are one mistake.
 * The first few of the rest say enough.
 */
function condensed(issues: readonly Issue[]): readonly Issue[] {
  const groups = new Map<string, { readonly first: Issue; count: number }>();
  const fields = new Set<string>();
  for (const issue of issues) {
    const field = pointerOf(issue.path);
    if (fields.has(field) && issue.path.length > 1) continue;
    fields.add(field);
    const isOfMany = issue.code === "unknown_field" || typeof issue.path.at(-1) === "number";
    const key = `${issue.code} ${isOfMany ? pointerOf(issue.path.slice(0, -1)) : `${field} ${issue.message}`}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { first: issue, count: 1 });
  }
  return [...groups.values()]
    .slice(0, ISSUES_MAX)
    .map(({ first, count }) =>
      count === 1 ? first : { ...first, message: `${first.message} (and ${count - 1} more like it)` },
    );
}

/** Addresses an entity gives that the portal will not link to. */
function warnings({ document, entity, ref }: DeclaredDocument): Problem[] {
  const given = [
    ...(entity.metadata.links ?? []).map(({ url }, index) => ({
      url,
      path: ["metadata", "links", index, "url"],
    })),
    ...ADDRESS_ANNOTATIONS.map((key) => ({
      url: entity.metadata.annotations?.[key] ?? "",
      path: ["metadata", "annotations", key],
    })),
  ];
  return given
    .filter(({ url }) => isUnsafeUrl(url))
    .map(({ path }) => ({
      stage: "validate",
      code: "unsafe_link",
      message: `${fieldName(path)} begins with a scheme that can run code or read files; the portal does not link to it`,
      fix: "Use an https:// address.",
      severity: "warning",
      at: { file: document.file, ...document.positionOf(path) },
      entityRef: ref,
    }));
}

/** An entity of a kind that this repository may not declare. `elsewhere` are those that may. */
function notAllowed(document: RawDocument, kind: string, elsewhere: readonly string[]): Problem {
  return toProblem(document, { code: "kind_not_allowed", path: ["kind"], ...barredWords(kind, elsewhere) });
}

/**
 * Checks documents against the rules of their kinds and of the tenant; the second document with one ref in a repository is refused.
 */
export function validateDocuments(
  documents: readonly RawDocument[],
  { kinds, gate }: { readonly kinds?: KindSet | undefined; readonly gate?: KindGate | undefined } = {},
): Validated {
  const declared = new Map<string, DeclaredDocument>();
  const problems: Problem[] = [];
  for (const document of documents) {
    const checked = checkEntity(document.value, kinds);
    if (checked.issues) {
      problems.push(...condensed(checked.issues).map((issue) => toProblem(document, issue)));
      continue;
    }
    const elsewhere = gate?.(checked.entity.kind);
    if (elsewhere) {
      problems.push(notAllowed(document, checked.entity.kind, elsewhere));
      continue;
    }
    const entity = normaliseEntity(checked.entity);
    const ref = refOf(entity);
    const first = declared.get(ref);
    if (first) {
      const where =
        first.document.file === document.file
          ? `at line ${first.document.line}`
          : `in ${first.document.file}`;
      problems.push({
        ...toProblem(document, {
          code: "duplicate_entity",
          path: ["metadata", "name"],
          message: `${ref} is described already ${where}`,
          fix: "Give one of the two another name, or remove it.",
        }),
        entityRef: ref,
      });
      continue;
    }
    const accepted = { document, entity, ref };
    declared.set(ref, accepted);
    problems.push(...warnings({ ...accepted, entity: checked.entity }));
  }
  return { declared: [...declared.values()], problems };
}
