import { FolderGit2, KeyRound, Plug, SearchCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/lib/ui/button";
import { ComponentPanel } from "./_components/component-panel";

export const metadata: Metadata = { title: { absolute: "Portico · the developer portal that fills itself" } };

const POINTS: readonly { readonly icon: ReactNode; readonly title: string; readonly text: string }[] = [
  {
    icon: <FolderGit2 />,
    title: "A catalog without YAML",
    text: "Connect your GitHub organisation. Every repository becomes a component with type, language, owner, docs and APIs, read from what is in it. A catalog-info.yaml is used where there is one.",
  },
  {
    icon: <SearchCheck />,
    title: "Every value says where it comes from",
    text: "CODEOWNERS, team access, commits or a file: each field names its source. A repository that could not be read says at which stage, in which line, and how to fix it.",
  },
  {
    icon: <Plug />,
    title: "Plugins, switched on while it runs",
    text: "Builds, pull requests, code quality: choose a plugin, agree to what it may read, and its card is on the page within seconds. Nothing is rebuilt or deployed.",
  },
  {
    icon: <KeyRound />,
    title: "Your own sign-in",
    text: "Set up OpenID Connect yourself and test it in place. Colleagues become members at their first sign-in, with the role you choose.",
  },
];

export default function HomePage() {
  return (
    <>
      <section className="grid items-center gap-10 py-10 sm:py-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)]">
        <div>
          <h1 className="max-w-xl text-4xl font-semibold tracking-tight text-balance">
            Know every service, its owner and its health. From today.
          </h1>
          <p className="mt-4 max-w-lg text-lg text-ink-muted">
            Portico is a hosted developer portal. Sign up, connect GitHub, and your software catalog is there:
            no YAML to write first, no portal to build.
          </p>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button asChild variant="primary" size="lg">
              <Link href="/sign-up">Create your portal</Link>
            </Button>
            <Button asChild size="lg">
              <Link href="/pricing">See the plans</Link>
            </Button>
          </div>
          <p className="mt-3 text-sm text-ink-muted">
            14 days of the Business plan, no card. Read-only access to GitHub.
          </p>
        </div>
        <ComponentPanel />
      </section>
      <section
        aria-label="What it does"
        className="grid gap-x-10 gap-y-8 border-t border-line pt-10 sm:grid-cols-2"
      >
        {POINTS.map((point) => (
          <div key={point.title} className="flex gap-3">
            <span className="mt-0.5 text-accent-ink [&_svg]:size-5" aria-hidden="true">
              {point.icon}
            </span>
            <div>
              <h2 className="text-base font-semibold">{point.title}</h2>
              <p className="mt-1 text-sm text-ink-muted">{point.text}</p>
            </div>
          </div>
        ))}
      </section>
    </>
  );
}
