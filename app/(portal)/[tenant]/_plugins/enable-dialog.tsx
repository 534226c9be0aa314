"use client";

import { Database, GitBranch, Globe, KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Asks, AskWords } from "@/lib/plugins/client";
import { Button } from "@/lib/ui/button";
import { Dialog } from "@/lib/ui/dialog";
import { FormStatus } from "@/lib/ui/form-status";
import { enablePluginAction } from "./actions";

const icons = { host: Globe, secret: KeyRound, read: Database, github: GitBranch } as const;

/** What a plugin asks, in words. */
export function AskList({ asks }: { readonly asks: readonly AskWords[] }) {
  return (
    <ul className="grid gap-2.5">
      {asks.map((ask) => {
        const Icon = icons[ask.kind];
        return (
          <li key={ask.title} className="flex gap-2.5 text-sm">
            <Icon className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden="true" />
            <span>
              <span className="block">{ask.title}</span>
              <span className="block text-xs text-ink-muted">{ask.detail}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type EnableDialogProps = {
  readonly tenant: string;
  readonly plugin: { readonly id: string; readonly title: string };
  readonly asks: Asks;
  readonly words: readonly AskWords[];
  /** the button that opens it: "Enable SonarQube" */
  readonly label: string;
};

/** Consent, then on. What is agreed to is exactly what is listed. */
export function EnableDialog({ tenant, plugin, asks, words, label }: EnableDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function agree() {
    startTransition(async () => {
      const agreed = {
        hosts: [...asks.hosts],
        secrets: [...asks.secrets],
        reads: [...asks.reads],
        github: [...asks.github],
      };
      const result = await enablePluginAction(tenant, { plugin: plugin.id, agreed });
      setProblem(result.ok ? undefined : result.error.message);
      if (!result.ok) return;
      setOpen(false);
      router.refresh();
    });
  }

  return (
    <Dialog
      title={`Enable ${plugin.title} for everybody here?`}
      description="You agree to the following. The server refuses everything else, and a version that asks for more stays off until you agree again."
      trigger={<Button variant="primary">{label}</Button>}
      open={open}
      onOpenChange={setOpen}
      footer={
        <>
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button variant="primary" loading={pending} onClick={agree}>
            Agree and enable
          </Button>
        </>
      }
    >
      <AskList asks={words} />
      {problem ? (
        <div className="mt-3">
          <FormStatus state="problem" message={problem} />
        </div>
      ) : null}
    </Dialog>
  );
}
