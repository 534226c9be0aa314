import { isIn } from "../served/ask/predicate";
import type { ServedCatalog } from "../served/served-catalog";
import type { Question } from "./question";

const PLACES = [
  "metadata.annotations.backstage.io/managed-by-location",
  "metadata.annotations.backstage.io/source-location",
] as const;
const VIEWS = ["blob", "tree", "edit", "raw"] as const;
const CLAIMS_MAX = 10;

/** Refs of entities whose annotations say that they come from a file, or else from anywhere in its repository. */
export async function findClaims(
  served: ServedCatalog,
  question: Question & { readonly kind: "repository" | "file" },
  host: string,
): Promise<readonly string[]> {
  const roots = ["https", "http"].map(
    (scheme) => `url:${scheme}://${host}/${question.owner}/${question.name}`,
  );
  const refsOf = (ordinals: readonly number[]) => ordinals.map((ordinal) => served.row(ordinal).ref);
  if (question.kind === "file") {
    const path = question.rest.map(encodeURIComponent).join("/");
    const values = roots.flatMap((root) =>
      VIEWS.flatMap((view) => [`${root}/${view}/${path}`, `${root}/${view}/${question.rest.join("/")}`]),
    );
    const where = { kind: "any" as const, of: PLACES.map((key) => isIn(key, [...new Set(values)])) };
    const { ordinals } = await served.select({ where, limit: CLAIMS_MAX });
    if (ordinals.length > 0) return refsOf(ordinals);
  }
  const whole = roots.flatMap((root) => [root, `${root}.git`]);
  const [exact, within] = await Promise.all([
    served.select({
      where: { kind: "any", of: PLACES.map((key) => isIn(key, whole)) },
      limit: CLAIMS_MAX,
    }),
    served.select({
      text: { term: `://${host}/${question.owner}/${question.name}/`, fields: PLACES },
      limit: CLAIMS_MAX,
    }),
  ]);
  return refsOf([...new Set([...exact.ordinals, ...within.ordinals])].slice(0, CLAIMS_MAX));
}
