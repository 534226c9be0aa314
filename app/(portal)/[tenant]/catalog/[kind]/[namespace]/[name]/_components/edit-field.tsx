"use client";

import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Dialog } from "@/lib/ui/dialog";
import { Field } from "@/lib/ui/field";
import { IconButton } from "@/lib/ui/icon-button";
import { Input } from "@/lib/ui/input";
import { Select } from "@/lib/ui/select";
import { SkeletonText } from "@/lib/ui/skeleton";
import { COMMON_FIELDS, fieldTitle } from "./field-text";

// The form brings YAML along, which reading a page does not need.
const EditForm = dynamic(() => import("./edit-form").then((module) => module.EditForm), {
  loading: () => <SkeletonText lines={5} />,
});

type EditFieldProps = {
  readonly tenant: string;
  readonly entityRef: string;
  /** undefined: the person chooses the field first */
  readonly path?: string | undefined;
  /** names of fields the entity has, to choose from */
  readonly paths?: readonly string[] | undefined;
  readonly trigger?: ReactNode;
};

/** Opens the form for one field: edit it here, propose it to its file, or uncover what lies beneath. */
export function EditField({ tenant, entityRef, path, paths = [], trigger }: EditFieldProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(path);
  const typed = useRef(false);
  const [asking, setAsking] = useState(false);
  const current = path ?? chosen;

  function close() {
    setOpen(false);
    setAsking(false);
    typed.current = false;
    setChosen(path);
  }

  /** Escape, the cross and a press beside the window ask first; a second time they go back to what was typed. */
  function change(next: boolean) {
    if (next) setOpen(true);
    else if (typed.current) setAsking(!asking);
    else close();
  }

  const hearTyped = useCallback((next: boolean) => {
    typed.current = next;
  }, []);

  function keepEditing() {
    setAsking(false);
    document.getElementById("edit-value")?.focus();
  }

  return (
    <Dialog
      size="md"
      open={open}
      onOpenChange={change}
      title={current ? `Edit ${fieldTitle(current)}` : "Edit"}
      description={
        current
          ? undefined
          : "The value lies over what sources say; they stay as they are, and you can uncover them again."
      }
      trigger={
        trigger ?? (
          <IconButton
            size="sm"
            label={`Edit ${fieldTitle(path ?? "")}`}
            icon={<Pencil />}
            className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          />
        )
      }
    >
      {asking ? <AskToDiscard onDiscard={close} onKeep={keepEditing} /> : null}
      {open && current ? (
        <EditForm
          key={current}
          tenant={tenant}
          entityRef={entityRef}
          path={current}
          onDone={() => {
            close();
            router.refresh();
          }}
          onCancel={close}
          onTyped={hearTyped}
        />
      ) : open ? (
        <ChooseField paths={paths} onChoose={setChosen} />
      ) : null}
    </Dialog>
  );
}

function AskToDiscard({
  onDiscard,
  onKeep,
}: {
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div role="alert" className="mb-4">
      <Callout tone="warn" title="Throw away what you typed?">
        <div className="mt-2 flex flex-wrap gap-2">
          <Button ref={keep} size="sm" onClick={onKeep}>
            Keep editing
          </Button>
          <Button size="sm" variant="danger" onClick={onDiscard}>
            Throw it away
          </Button>
        </div>
      </Callout>
    </div>
  );
}

const OTHER = "other";

function ChooseField({
  paths,
  onChoose,
}: {
  readonly paths: readonly string[];
  readonly onChoose: (path: string) => void;
}) {
  const [value, setValue] = useState("metadata.title");
  const [other, setOther] = useState("");
  const fixed = /^(apiVersion|kind|metadata\.(name|namespace|uid|etag))$/;
  const more = paths.filter((path) => !COMMON_FIELDS.includes(path) && !fixed.test(path));
  const isOther = value === OTHER;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const path = isOther ? other.trim() : value;
        if (path !== "") onChoose(path);
      }}
    >
      <Field id="edit-which" label="Field">
        {(control) => (
          <Select
            {...control}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            options={[
              ...COMMON_FIELDS.map((path) => ({ value: path, label: fieldTitle(path) })),
              ...more.map((path) => ({ value: path, label: fieldTitle(path) })),
              { value: OTHER, label: "Another field…" },
            ]}
          />
        )}
      </Field>
      {isOther ? (
        <Field
          id="edit-other"
          label="Its name"
          hint="spec.<field>, metadata.labels.<key> or metadata.annotations.<key>"
        >
          {(control) => (
            <Input
              {...control}
              value={other}
              onChange={(event) => setOther(event.target.value)}
              className="font-mono"
              spellCheck={false}
            />
          )}
        </Field>
      ) : null}
      <Button type="submit" variant="primary" className="justify-self-end">
        Next
      </Button>
    </form>
  );
}
