"use client";

import { ExternalLink } from "lucide-react";
import type { Proposed } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { CopyButton } from "@/lib/ui/copy-button";
import { cx } from "@/lib/ui/cx";

const PERMISSIONS: Readonly<Record<string, string>> = {
  contents: "Contents: read and write",
  pull_requests: "Pull requests: read and write",
};

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Colours of a patch: what goes, what comes, and what only says where. */
function toneOf(line: string): string | undefined {
  if (/^(---|\+\+\+|@@)/.test(line)) return "text-ink-muted";
  if (line.startsWith("-")) return "bg-bad-soft text-bad";
  return line.startsWith("+") ? "bg-ok-soft text-ok" : undefined;
}

/** The pull request that was opened; or the change to copy, with what the App would need to open one. */
export function ProposedChange({ proposed }: { readonly proposed: Proposed }) {
  const name = proposed.path.split("/").at(-1) ?? proposed.path;
  return (
    <div className="grid gap-3">
      {proposed.kind === "opened" ? (
        <Callout
          tone="ok"
          title={`Pull request #${proposed.number} is open in ${proposed.repository}`}
          action={
            <a
              href={proposed.url}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex items-center gap-1 text-accent-ink hover:underline"
            >
              Review it <ExternalLink aria-hidden="true" className="size-3" />
            </a>
          }
        >
          The catalog follows when it is merged.
        </Callout>
      ) : (
        <Callout
          tone="warn"
          title="The GitHub App may only read here"
          action={
            <a
              href={proposed.grantUrl}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex items-center gap-1 text-accent-ink hover:underline"
            >
              Grant it <ExternalLink aria-hidden="true" className="size-3" />
            </a>
          }
        >
          To open pull requests it needs{" "}
          {proposed.missing.map((one) => PERMISSIONS[one] ?? one).join(" and ")}. Until then, apply the change
          yourself: copy the patch, or paste the file{" "}
          <a href={proposed.editUrl} target="_blank" rel="noopener noreferrer" className="link">
            into GitHub's editor
          </a>
          .
        </Callout>
      )}
      <section
        aria-label="The change as a patch"
        // Long lines scroll, so the region takes the focus.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-md border border-line bg-sunken p-3"
      >
        <pre className="w-max min-w-full font-mono text-xs">
          {proposed.patch.split("\n").map((line, index) => (
            // A line has no identity but its place.
            <span key={index} className={cx("block", toneOf(line))}>
              {line || " "}
            </span>
          ))}
        </pre>
      </section>
      {proposed.kind === "patch" ? (
        <div className="flex flex-wrap gap-2">
          <CopyButton value={proposed.patch} label="Copy the patch" showLabel />
          <CopyButton value={proposed.text} label="Copy the whole file" showLabel />
          <Button size="sm" onClick={() => download(`${name}.patch`, proposed.patch)}>
            Download the patch
          </Button>
        </div>
      ) : null}
    </div>
  );
}
