import type { ProblemRow } from "@/lib/catalog";
import { Callout } from "@/lib/ui/callout";

/** Address of the line at fault, on the default branch. */
export function fileHref(problem: Pick<ProblemRow, "url" | "defaultBranch" | "path" | "line">): string {
  const path = problem.path.split("/").map(encodeURIComponent).join("/");
  return `${problem.url}/blob/${encodeURIComponent(problem.defaultBranch ?? "HEAD")}/${path}${problem.line ? `#L${problem.line}` : ""}`;
}

/** What is wrong, one line each, with the place and the fix. */
export function Problems({ problems }: { readonly problems: readonly ProblemRow[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="mb-4 grid gap-2">
      {problems.slice(0, 5).map((problem) => (
        <Callout
          key={`${problem.repository} ${problem.path} ${problem.code} ${problem.line} ${problem.message}`}
          tone={problem.severity === "error" ? "bad" : "warn"}
          title={problem.message}
          action={
            <a
              href={fileHref(problem)}
              target="_blank"
              rel="noopener noreferrer"
              className="font-mono text-xs hover:underline"
            >
              {problem.path}
              {problem.line ? `:${problem.line}` : ""}
            </a>
          }
        >
          {problem.fix}
        </Callout>
      ))}
      {problems.length > 5 ? (
        <p className="text-xs text-ink-muted">and {problems.length - 5} more, on the Sources tab</p>
      ) : null}
    </div>
  );
}
