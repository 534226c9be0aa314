import { ExternalLink } from "lucide-react";
import type { KindSourceView } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { RelativeTime } from "@/lib/ui/relative-time";
import { KindProblems, placeHref } from "./kind-problems";
import { KindSourceActions } from "./kind-source-actions";
import { KindSourceForm } from "./kind-source-form";

type KindSourceCardProps = {
  readonly slug: string;
  readonly source: KindSourceView | undefined;
  readonly mayChange: boolean;
  /** names of repositories that can be chosen */
  readonly choices: readonly string[];
  readonly defaultFolder: string;
};

/** The repository whose files define kinds: which it is, what was read of it, and what is wrong with it. */
export function KindSourceCard({ slug, source, mayChange, choices, defaultFolder }: KindSourceCardProps) {
  if (!source && !mayChange) return null;
  const form = {
    slug,
    choices,
    repository: source?.repository ?? "",
    folder: source?.folder ?? defaultFolder,
    isChosen: source !== undefined,
  };
  return (
    <Card
      title="Definitions from a repository"
      description="Kinds kept under review in git: a push to the default branch changes them."
    >
      {source ? (
        <div className="grid gap-3">
          <Chosen source={source} />
          {mayChange ? (
            <div className="flex flex-wrap gap-2">
              <KindSourceForm {...form} />
              <KindSourceActions slug={slug} repository={source.repository} folder={source.folder} />
            </div>
          ) : null}
        </div>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-prose text-sm text-ink-muted">
            Choose one repository and a folder in it. Every YAML or JSON file there declares a kind, or fields
            of one of Backstage's, as the File tab of a kind shows it.
          </p>
          <KindSourceForm {...form} />
        </div>
      )}
    </Card>
  );
}

function Chosen({ source }: { readonly source: KindSourceView }) {
  const { repository, folder, headSha, defaultBranch, problems, files } = source;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <a
          href={placeHref(source, folder, "tree")}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex min-w-0 items-center gap-1 font-medium hover:underline"
        >
          <span className="wrap-anywhere">
            {repository} · <span className="font-mono text-xs">{folder}</span>
          </span>
          <ExternalLink aria-hidden="true" className="size-3 shrink-0" />
        </a>
        <State source={source} />
      </p>
      <p className="text-xs text-ink-muted">
        {source.read && headSha ? (
          <>
            {files === 1 ? "1 file" : `${files} files`} read of {defaultBranch ?? "its default branch"} at{" "}
            <span className="font-mono">{headSha.slice(0, 7)}</span>
            {source.verdictAt ? (
              <>
                , <RelativeTime at={source.verdictAt} />
              </>
            ) : null}
            .{" "}
          </>
        ) : null}
        Chosen by {source.chosenBy} <RelativeTime at={source.chosenAt} />. Whoever may push to its default
        branch decides what is valid in this catalog; no other repository can.
      </p>
      {!source.readable ? (
        <Callout tone="bad" title={`Portico cannot read ${repository} any more`}>
          Let the GitHub App see it again, or choose another repository. The kinds stay as they are.
        </Callout>
      ) : source.read && files === 0 ? (
        <Callout tone="warn" title={`There is no definition in ${folder}`}>
          Push a file with one there, such as {folder}/vault.yaml; downloaded from a kind's File tab, it is
          complete.
        </Callout>
      ) : null}
      <KindProblems place={source} problems={problems} />
    </>
  );
}

function State({ source: { readable, read, problems } }: { readonly source: KindSourceView }) {
  if (!readable) return <Badge tone="bad">not readable</Badge>;
  if (!read) return <Badge>waiting to be read</Badge>;
  if (problems.some(({ severity }) => severity === "error"))
    return <Badge tone="bad">{problems.length === 1 ? "1 problem" : `${problems.length} problems`}</Badge>;
  return <Badge tone="ok">in use</Badge>;
}
