import type { Problem } from "./problem";

const ITEMS_MAX = 10;
const MESSAGE_MAX = 1_000;

/** Backstage's name of the error behind a problem. */
function errorName({ stage, code }: Problem): string {
  if (code === "kind_not_allowed") return "NotAllowedError";
  if (code === "location_missing") return "NotFoundError";
  return stage === "fetch" && code === "unreadable" ? "ServiceUnavailableError" : "InputError";
}

/**
 * What is wrong with an entity's file as the items of its status, in JSON.
 *
 * @returns undefined when nothing is wrong
 * @see https://backstage.io/docs/features/software-catalog/well-known-statuses
 */
export function statusText(problems: readonly Problem[]): string | undefined {
  if (problems.length === 0) return undefined;
  const items = problems.slice(0, ITEMS_MAX).map((problem) => {
    const { file, line } = problem.at;
    const where = line === undefined ? file : `${file}:${line}`;
    const name = errorName(problem);
    const message = `${where}: ${problem.message}. ${problem.fix}`.slice(0, MESSAGE_MAX);
    return {
      type: "backstage.io/catalog-processing",
      level: "error",
      message: `${name}: ${message}`,
      error: { name, message },
    };
  });
  return JSON.stringify(items);
}
