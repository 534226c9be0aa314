"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Field } from "@/lib/ui/field";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { savePolicy } from "../actions";

/** How many days orphans are shown before they are archived. */
export function PolicyForm({ tenant, keepDays }: { readonly tenant: string; readonly keepDays: number }) {
  const [days, setDays] = useState(String(keepDays));
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [pending, startTransition] = useTransition();
  const typed = Number(days);
  const wrong =
    Number.isInteger(typed) && typed >= 1 && typed <= 3_650 ? undefined : "A whole number from 1 to 3,650.";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wrong) return;
    startTransition(async () => {
      const result = await savePolicy(tenant, { keepDays: typed });
      setStatus(result.ok ? { state: "saved" } : { state: "problem", message: result.error.message });
    });
  }

  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2" noValidate>
      <Field id="keep-days" label="Days until an orphan is archived" error={wrong}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="max-w-28"
            value={days}
            onChange={(event) => {
              setDays(event.target.value);
              setStatus({ state: "idle" });
            }}
          />
        )}
      </Field>
      <Button type="submit" loading={pending} disabled={wrong !== undefined}>
        Save
      </Button>
      <FormStatus {...status} />
    </form>
  );
}
