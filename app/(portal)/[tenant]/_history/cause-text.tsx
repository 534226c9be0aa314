import { GitCommitHorizontal } from "lucide-react";
import type { Change } from "@/lib/catalog";
import { safeUrl } from "@/lib/ui/safe-url";

const WORDS: Readonly<Record<Change["cause"]["kind"], string>> = {
  person: "",
  token: "token ",
  repository: "",
  organisation: "organisation ",
  set: "pushed set ",
  import: "import ",
  processor: "processor ",
  system: "",
};

/** Who or what made a change; a repository with its file, and a link to the commit. */
export function CauseText({ change }: { readonly change: Change }) {
  const { cause, commitUrl } = change;
  const url = commitUrl === undefined ? undefined : safeUrl(commitUrl);
  return (
    <>
      <span className="wrap-anywhere">
        {WORDS[cause.kind]}
        {cause.name || cause.kind}
      </span>
      {cause.file ? (
        <>
          {" "}
          in <code className="wrap-anywhere">{cause.file}</code>
        </>
      ) : null}
      {url && cause.commit ? (
        <>
          {" "}
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            title={`Commit ${cause.commit}`}
            className="inline-flex items-center gap-0.5 align-bottom text-accent-ink hover:underline"
          >
            <GitCommitHorizontal aria-hidden="true" className="size-3.5" />
            <code>{cause.commit.slice(0, 7)}</code>
          </a>
        </>
      ) : null}
    </>
  );
}
