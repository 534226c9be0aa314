import type { KindSourceView } from "@/lib/catalog";
import { Callout } from "@/lib/ui/callout";

type Place = Pick<KindSourceView, "url" | "defaultBranch">;

/** Address of a file or folder on the default branch. */
export function placeHref(
  { url, defaultBranch }: Place,
  path: string,
  view: "blob" | "tree" = "blob",
): string {
  return `${url}/${view}/${[defaultBranch ?? "HEAD", ...path.split("/")].map(encodeURIComponent).join("/")}`;
}

/** What is wrong with definition files, each with its line and fix. */
export function KindProblems({
  place,
  problems,
}: {
  readonly place: Place;
  readonly problems: KindSourceView["problems"];
}) {
  if (problems.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {problems.map(({ path, line, severity, message, fix }) => (
        <li key={`${path} ${line} ${message}`}>
          <Callout tone={severity === "error" ? "bad" : "warn"} title={message}>
            {fix} What it said before stays until then.{" "}
            <a
              href={`${placeHref(place, path)}${line ? `#L${line}` : ""}`}
              target="_blank"
              rel="noopener noreferrer"
              className="font-mono text-xs text-ink underline underline-offset-2 wrap-anywhere"
            >
              {path}
              {line ? `:${line}` : ""}
            </a>
          </Callout>
        </li>
      ))}
    </ul>
  );
}
