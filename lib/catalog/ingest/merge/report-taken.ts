import type { TenantSql } from "@/lib/platform/db";
import { type ProblemWrite, replaceProblemsAbout } from "../../store/ingest-store";
import type { MergePlan } from "./plan-merge";

function takenProblem({ ref, fragment, winner }: MergePlan["refused"][number]): ProblemWrite | undefined {
  if (fragment.repositoryId === undefined || fragment.layer !== "declared") return undefined;
  const origin = fragment.origins["metadata.name"];
  return {
    repositoryId: fragment.repositoryId,
    stage: "merge",
    code: "ref_taken",
    message: `${ref} is declared already by ${winner.source}; one name, one entity`,
    fix: "Give one of the two another name or namespace, or let an admin choose on the conflicts page.",
    severity: "error",
    at: { file: origin?.file ?? "(repository)", line: origin?.line },
    entityRef: ref,
    targetRef: ref,
  };
}

/**
 * Names that changed hands: problems of the batch go with its verdicts, those of others are replaced by themselves.
 *
 * @param settled - refs whose problems end when nobody is refused any more
 */
export async function reportTaken(
  db: TenantSql,
  plan: MergePlan,
  inBatch: ReadonlySet<string> = new Set(),
  settled: readonly string[] = [],
): Promise<readonly ProblemWrite[]> {
  const taken = plan.refused.flatMap((one) => takenProblem(one) ?? []);
  const refs = [
    ...new Set([...settled, ...plan.refused.map(({ ref }) => ref), ...plan.writes.map(({ ref }) => ref)]),
  ];
  await replaceProblemsAbout(
    db,
    "ref_taken",
    refs,
    taken.filter((problem) => !inBatch.has(problem.repositoryId)),
  );
  return taken.filter((problem) => inBatch.has(problem.repositoryId));
}
