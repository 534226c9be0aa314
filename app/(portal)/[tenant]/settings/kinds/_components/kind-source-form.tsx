"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Dialog } from "@/lib/ui/dialog";
import { Field } from "@/lib/ui/field";
import { FormStatus } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { readKindsFrom } from "../actions";

type KindSourceFormProps = {
  readonly slug: string;
  readonly choices: readonly string[];
  readonly repository: string;
  readonly folder: string;
  readonly isChosen: boolean;
};

/** Chooses the repository and folder that define kinds, after saying what that means. */
export function KindSourceForm({ slug, choices, repository, folder, isChosen }: KindSourceFormProps) {
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState({ repository, folder });
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();

  function change(part: Partial<typeof given>) {
    setGiven({ ...given, ...part });
    setProblem(undefined);
  }
  function turn(next: boolean) {
    setOpen(next);
    setProblem(undefined);
    if (next) setGiven({ repository, folder });
  }
  function save() {
    startTransition(async () => {
      const result = await readKindsFrom(slug, given);
      setProblem(result.ok ? undefined : result.error.message);
      if (!result.ok) return;
      setOpen(false);
      router.refresh();
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={turn}
      trigger={
        <Button size={isChosen ? "sm" : undefined}>
          {isChosen ? "Change" : "Read definitions from a repository"}
        </Button>
      }
      title="Read definitions from a repository"
      description="Its files are then in charge of the kinds they define, also of those declared here before. Whoever may push to its default branch decides what is valid in this catalog."
      footer={
        <>
          <Button onClick={() => turn(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={`${id}-form`} loading={isPending}>
            Read definitions
          </Button>
        </>
      }
    >
      <form
        id={`${id}-form`}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field id={`${id}-repository`} label="Repository" hint="One that Portico reads, as owner/name.">
          {(control) => (
            <Input
              {...control}
              list={`${id}-choices`}
              value={given.repository}
              maxLength={201}
              required
              spellCheck={false}
              autoComplete="off"
              placeholder={choices[0] ?? "acme/platform"}
              onChange={(event) => change({ repository: event.target.value })}
            />
          )}
        </Field>
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
        <Field
          id={`${id}-folder`}
          label="Folder"
          hint="Files ending in .yaml, .yml or .json directly in it, on the default branch."
        >
          {(control) => (
            <Input
              {...control}
              value={given.folder}
              maxLength={200}
              required
              spellCheck={false}
              className="font-mono"
              onChange={(event) => change({ folder: event.target.value })}
            />
          )}
        </Field>
        {problem ? <FormStatus state="problem" message={problem} /> : null}
      </form>
    </Dialog>
  );
}
