import { checkEntity } from "../../model/check-entity";
import { type Entity, isJsonObject, refOf } from "../../model/entity";
import type { KindSet } from "../../model/kinds";
import type { Issue, Problem } from "../../model/problem";
import { parseRef } from "../../model/ref";
import { normaliseEntity } from "../../model/relations";
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

const UNSAFE_LINK = /^\s*(javascript|data|vbscript|file):/i;

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

function warnings({ document, entity, ref }: DeclaredDocument): Problem[] {
  return (entity.metadata.links ?? []).flatMap((link, index) =>
    UNSAFE_LINK.test(link.url)
      ? [
          {
            stage: "validate" as const,
            code: "unsafe_link",
            message: `metadata.links[${index}].url begins with a scheme that can run code or read files; the portal does not link to it`,
            fix: "Use an https:// address.",
            severity: "warning" as const,
            at: { file: document.file, ...document.positionOf(["metadata", "links", index, "url"]) },
            entityRef: ref,
          },
        ]
      : [],
  );
}

/** Checks documents against the rules of their kinds; the second document with one ref in a repository is refused. */
export function validateDocuments(documents: readonly RawDocument[], kinds?: KindSet): Validated {
  const declared = new Map<string, DeclaredDocument>();
  const problems: Problem[] = [];
  for (const document of documents) {
    const checked = checkEntity(document.value, kinds);
    if (checked.issues) {
      // One cause often shows in many fields; the first few say enough.
      problems.push(...checked.issues.slice(0, 10).map((issue) => toProblem(document, issue)));
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
    problems.push(...warnings(accepted));
  }
  return { declared: [...declared.values()], problems };
}
