"use client";

import { useActionState } from "react";
import { continueWithEmail } from "@/app/(auth)/sign-in/actions";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { SubmitButton } from "@/lib/ui/submit-button";

export type EmailFormProps = {
  readonly callbackUrl: string;
  readonly email?: string | undefined;
  /** mail a link even when the address belongs to a company with single sign-on */
  readonly linkOnly?: boolean | undefined;
  readonly label?: string | undefined;
  readonly action?: string | undefined;
  readonly hint?: string | undefined;
};

/** Company e-mail and one button; where it leads depends on the address. */
export function EmailForm({
  callbackUrl,
  email,
  linkOnly,
  label = "Company e-mail",
  action = "Continue with e-mail",
  hint,
}: EmailFormProps) {
  const [state, submit] = useActionState(continueWithEmail, {});
  return (
    <form action={submit} className="grid gap-3">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {linkOnly ? <input type="hidden" name="way" value="link" /> : null}
      <Field id="email" label={label} error={state.problem} hint={hint}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            required
            maxLength={254}
            placeholder="you@company.com"
            defaultValue={state.email ?? email}
            key={state.email ?? email ?? ""}
            className="h-10"
          />
        )}
      </Field>
      <SubmitButton size="lg" variant={linkOnly ? "secondary" : "primary"}>
        {action}
      </SubmitButton>
    </form>
  );
}
