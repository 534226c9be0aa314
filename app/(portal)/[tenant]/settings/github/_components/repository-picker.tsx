"use client";

import { useEffect, useId, useState } from "react";
import { Button } from "@/lib/ui/button";
import { Input } from "@/lib/ui/input";
import { findRepositories } from "../actions";

type RepositoryPickerProps = {
  readonly tenant: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly onPick: (name: string) => void;
};

/** A repository by part of its name. Enter or the button takes the one that is typed in full, or the only one that is left. */
export function RepositoryPicker({ tenant, label, disabled, onPick }: RepositoryPickerProps) {
  const listId = useId();
  const problemId = useId();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        void findRepositories(tenant, { q: text }).then((result) => {
          if (current && result.ok) setFound(result.data);
        });
      },
      text === "" ? 0 : 200,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [tenant, text]);

  async function pick() {
    const typed = text.trim();
    if (typed === "") return;
    const result = await findRepositories(tenant, { q: typed });
    const names = result.ok ? result.data : [];
    const exact = names.find((name) => name.toLowerCase() === typed.toLowerCase());
    const name = exact ?? (names.length === 1 ? names[0] : undefined);
    if (name === undefined) {
      setProblem(
        names.length === 0
          ? `No repository here has “${typed}” in its name.`
          : `${names.length} repositories have “${typed}” in their names; give the whole name.`,
      );
      return;
    }
    onPick(name);
    setText("");
  }

  return (
    <div className="grid gap-1">
      <div className="flex gap-2">
        <Input
          aria-label={label}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? problemId : undefined}
          className="min-w-0 max-w-80 flex-1"
          list={listId}
          value={text}
          disabled={disabled}
          autoComplete="off"
          placeholder="owner/name"
          onChange={({ target }) => {
            setText(target.value);
            setProblem(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void pick();
          }}
        />
        <datalist id={listId}>
          {found.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Button disabled={disabled || text.trim() === ""} onClick={() => void pick()}>
          Add
        </Button>
      </div>
      {problem ? (
        <p id={problemId} role="alert" className="text-xs text-bad">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
