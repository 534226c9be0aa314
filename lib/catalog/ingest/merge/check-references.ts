import type { TenantSql } from "@/lib/platform/db";
import { loadKinds } from "../../kinds/load-kinds";
import type { Fragment } from "../../model/fragment";
import type { KindSet } from "../../model/kinds";
import { type Problem, visible } from "../../model/problem";
import { nameOfRef } from "../../model/ref";
import { relationsOf } from "../../model/relations";
import { listDangling, listRefsOfKinds } from "../../store/entity-store";
import type { ProblemWrite } from "../../store/ingest-store";
import { type Candidate, suggestRef } from "./suggest-ref";

const CANDIDATES_MAX = 5_000;

function toProblem(
  fragment: Fragment,
  field: string,
  targetRef: string,
  candidates: readonly Candidate[],
): Problem {
  const origin = fragment.origins[`spec.${field}`] ?? fragment.origins["*"];
  const [kind] = targetRef.split(":");
  const name = visible(nameOfRef(targetRef));
  const isOwner = field === "owner";
  const near = suggestRef(
    targetRef,
    candidates.filter((one) => isOwner || one.ref.startsWith(`${kind}:`)),
  );
  const meant = near && (near.startsWith("group:default/") && isOwner ? nameOfRef(near) : near);
  const noun = kind === "group" ? "team" : kind === "user" ? "person" : kind;
  return {
    stage: "merge",
    code: isOwner ? "unresolved_owner" : "unresolved_reference",
    message: isOwner
      ? `The owner "${name}" is no ${noun} the catalog knows`
      : `spec.${field} names ${visible(targetRef)}, which is not in the catalog`,
    fix: meant
      ? `Did you mean ${meant}? Write it, or create the ${noun} ${name}.`
      : isOwner
        ? `Create the team ${name} on GitHub, or name a team that exists.`
        : `Correct the reference, or describe ${visible(targetRef)} in a catalog-info.yaml.`,
    severity: "warning",
    at: { file: origin?.file ?? "(repository)", line: origin?.line },
    entityRef: fragment.ref,
    targetRef,
  };
}

/** The fragment that states the reference: the declared one if there is one. */
function stating(
  fragments: readonly Fragment[],
  type: string,
  targetRef: string,
  kinds: KindSet,
): { readonly fragment: Fragment; readonly field: string } | undefined {
  const byLayer = [...fragments].sort(
    (a, b) => Number(b.layer === "declared") - Number(a.layer === "declared"),
  );
  for (const fragment of byLayer) {
    const relation = relationsOf(fragment.body, kinds).find(
      (one) => one.type === type && one.targetRef === targetRef,
    );
    if (relation) return { fragment, field: relation.field };
  }
  return undefined;
}

/** Warnings for references of these repositories' entities that lead nowhere; each with the nearest name that exists. */
export async function checkReferences(
  db: TenantSql,
  repositories: readonly { readonly repositoryId: string; readonly fragments: readonly Fragment[] }[],
): Promise<ProblemWrite[]> {
  const refs = [
    ...new Set(repositories.flatMap(({ fragments }) => fragments.map((fragment) => fragment.ref))),
  ];
  const dangling = await listDangling(db, refs);
  if (dangling.length === 0) return [];
  const known = await loadKinds(db);
  const kinds = new Set(
    dangling.flatMap(({ type, targetRef }) =>
      type === "ownedBy" ? ["group", "user"] : [targetRef.slice(0, targetRef.indexOf(":"))],
    ),
  );
  const candidates = await listRefsOfKinds(db, [...kinds], CANDIDATES_MAX);
  const people = candidates.filter((one) => /^(group|user):/.test(one.ref));
  return repositories.flatMap(({ repositoryId, fragments }) => {
    const own = new Set(fragments.map((fragment) => fragment.ref));
    return dangling
      .filter(({ sourceRef }) => own.has(sourceRef))
      .flatMap(({ sourceRef, type, targetRef }) => {
        const found = stating(
          fragments.filter((fragment) => fragment.ref === sourceRef),
          type,
          targetRef,
          known,
        );
        return found
          ? [
              {
                ...toProblem(
                  found.fragment,
                  found.field,
                  targetRef,
                  type === "ownedBy" ? people : candidates,
                ),
                repositoryId,
              },
            ]
          : [];
      });
  });
}
