import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Step, StepState } from "@/lib/catalog";
import { RelativeTime } from "@/lib/ui/relative-time";
import { entityPath } from "../../../_components/entity-link";

const STAGES: Readonly<Record<Step["stage"], string>> = {
  connected: "Connected",
  visible: "Visible",
  read: "Read",
  files: "Files",
  valid: "Valid",
  merged: "Merged",
  served: "Served",
};

const LOOKS: Readonly<
  Record<StepState, { readonly icon: typeof CircleCheck; readonly color: string; readonly word: string }>
> = {
  ok: { icon: CircleCheck, color: "text-ok", word: "passed" },
  bad: { icon: CircleAlert, color: "text-bad", word: "failed" },
  warn: { icon: TriangleAlert, color: "text-warn", word: "warning" },
  unknown: { icon: CircleHelp, color: "text-info", word: "not known" },
};

const LINKS: Readonly<
  Record<NonNullable<Step["link"]>["to"], { readonly path: string; readonly label: string }>
> = {
  github: { path: "settings/github", label: "GitHub connection" },
  conflicts: { path: "catalog/conflicts", label: "Both claims" },
  orphans: { path: "catalog/orphans", label: "Orphans" },
  import: { path: "settings/sources/import", label: "Import a file" },
  run: { path: "setup/progress", label: "The run" },
};

/** The stages something went through, in order, each with what became of it. */
export function Chain({ slug, steps }: { readonly slug: string; readonly steps: readonly Step[] }) {
  return (
    <ol className="grid">
      {steps.map((step, index) => {
        const { icon: Icon, color, word } = LOOKS[step.state];
        const link = step.link ? LINKS[step.link.to] : undefined;
        return (
          <li
            // The same problem may stand twice in one file.
            key={`${step.stage} ${step.title} ${step.place?.line ?? ""} ${index}`}
            className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 border-t border-line px-4 py-3 first:border-t-0 sm:grid-cols-[1rem_5.5rem_minmax(0,1fr)]"
          >
            <Icon className={`mt-0.5 size-4 ${color}`} aria-hidden="true" />
            <span className="text-xs leading-5 text-ink-muted">
              {STAGES[step.stage]}
              <span className="sr-only">: {word}</span>
            </span>
            <div className="min-w-0 text-sm max-sm:col-start-2">
              <p className="font-medium wrap-anywhere">{step.title}</p>
              {step.detail ? <p className="text-ink-muted wrap-anywhere">{step.detail}</p> : null}
              {step.fix ? <p className="wrap-anywhere">Fix: {step.fix}</p> : null}
              <p className="flex flex-wrap gap-x-3 text-xs text-ink-muted">
                {step.place ? (
                  <a
                    href={step.place.url}
                    target="_blank"
                    rel="noopener noreferrer"
                    className="font-mono text-accent-ink wrap-anywhere hover:underline"
                  >
                    {step.place.file}
                    {step.place.line ? `:${step.place.line}` : ""}
                  </a>
                ) : null}
                {step.entities?.map((ref) => (
                  <Link
                    key={ref}
                    href={entityPath(slug, ref)}
                    className="font-mono text-accent-ink wrap-anywhere hover:underline"
                  >
                    {ref}
                  </Link>
                ))}
                {link ? (
                  <Link href={`/${slug}/${link.path}`} className="text-accent-ink hover:underline">
                    {link.label}
                  </Link>
                ) : null}
                {step.at ? <RelativeTime at={step.at} /> : null}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
