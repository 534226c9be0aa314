"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Checkbox } from "@/lib/ui/checkbox";
import { CopyButton } from "@/lib/ui/copy-button";
import { Dialog } from "@/lib/ui/dialog";
import { Field } from "@/lib/ui/field";
import { FormStatus } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { Select } from "@/lib/ui/select";
import { makeToken } from "../actions";

const LIFETIMES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "", label: "Never ends" },
];

/** The dialog that makes a token and shows its text, once. */
export function CreateToken({
  tenant,
  scopes,
}: {
  readonly tenant: string;
  readonly scopes: readonly string[];
}) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();

  function change(next: boolean) {
    setIsOpen(next);
    setToken(undefined);
    setProblem(undefined);
    if (!next) router.refresh();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = String(form.get("days") ?? "");
    const input = {
      name: String(form.get("name") ?? ""),
      scopes: form.getAll("scope").map(String),
      ...(days === "" ? {} : { expiresInDays: Number(days) }),
    };
    startTransition(async () => {
      const result = await makeToken(tenant, input);
      if (result.ok) setToken(result.data.token);
      setProblem(result.ok ? undefined : result.error.message);
    });
  }

  return (
    <Dialog
      title={token ? "Copy the token now" : "Create an API token"}
      trigger={<Button variant="primary">Create token</Button>}
      open={isOpen}
      onOpenChange={change}
      footer={
        token ? (
          <Button variant="primary" onClick={() => change(false)}>
            Done
          </Button>
        ) : (
          <>
            <Button variant="ghost" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button variant="primary" type="submit" form="create-token" loading={isPending}>
              Create token
            </Button>
          </>
        )
      }
    >
      {token ? (
        <div className="grid gap-3">
          <Callout tone="warn" line>
            This is the only time it is shown. Portico keeps a hash of it.
          </Callout>
          <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-2.5">
            <code className="min-w-0 flex-1 text-xs break-all" data-testid="api-token">
              {token}
            </code>
            <CopyButton value={token} label="Copy token" />
          </div>
        </div>
      ) : (
        <form id="create-token" onSubmit={submit} className="grid gap-4">
          <Field id="token-name" label="Name" hint="What uses it, such as “nightly export”.">
            {(control) => <Input {...control} name="name" required maxLength={80} autoComplete="off" />}
          </Field>
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-xs font-medium">Scopes</legend>
            <div className="grid gap-1.5 sm:grid-cols-2">
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  name="scope"
                  value={scope}
                  defaultChecked={scope === "catalog.entity.read"}
                  label={<code className="text-xs">{scope}</code>}
                />
              ))}
            </div>
          </fieldset>
          <Field id="token-days" label="Ends after">
            {(control) => <Select {...control} name="days" options={LIFETIMES} defaultValue="90" />}
          </Field>
          {problem ? <FormStatus state="problem" message={problem} /> : null}
        </form>
      )}
    </Dialog>
  );
}
