"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Field } from "@/lib/ui/field";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { Select, type SelectOption } from "@/lib/ui/select";
import { saveDefaultRole } from "../actions";

type DefaultRoleFormProps = {
  readonly tenant: string;
  readonly role: string;
  readonly roles: readonly SelectOption[];
};

export function DefaultRoleForm({ tenant, role, roles }: DefaultRoleFormProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState(role);
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [isPending, startTransition] = useTransition();

  function save() {
    startTransition(async () => {
      const result = await saveDefaultRole(tenant, { role: chosen });
      setStatus(result.ok ? { state: "saved" } : { state: "problem", message: result.error.message });
      router.refresh();
    });
  }

  return (
    <form
      className="grid max-w-xs gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field id="default-role" label="Default role">
        {(control) => (
          <Select
            {...control}
            value={chosen}
            options={roles}
            onChange={(event) => {
              setChosen(event.target.value);
              setStatus({ state: "idle" });
            }}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          loading={isPending}
          disabled={chosen === role && status.state !== "problem"}
        >
          Save
        </Button>
        <FormStatus {...status} />
      </div>
    </form>
  );
}
