"use client";

import { useActionState } from "react";
import { Field } from "@/lib/ui/field";
import { FormStatus } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { SubmitButton } from "@/lib/ui/submit-button";
import { OrLine } from "../_components/auth-card";
import { GitHubMark } from "../_components/github-mark";
import { signUp } from "./actions";
import { SlugFields } from "./slug-fields";

export type SignUpFormProps = {
  /** "portal.example.com/" before the slug */
  readonly origin: string;
  readonly name: string;
  readonly slug: string;
  readonly isSignedIn: boolean;
  readonly hasGitHub: boolean;
  readonly problem?: string | undefined;
};

/** Company, address, and the proof of who asks. */
export function SignUpForm(props: SignUpFormProps) {
  const [state, submit] = useActionState(signUp, {});
  const values = state.values ?? { name: props.name, slug: props.slug, email: "" };
  const slugProblem = state.field === "slug" ? state.problem : state.values ? undefined : props.problem;
  return (
    <form action={submit} className="grid gap-4">
      <SlugFields
        key={`${values.name}/${values.slug}`}
        origin={props.origin}
        name={values.name}
        slug={values.slug}
        nameProblem={state.field === "name" ? state.problem : undefined}
        slugProblem={slugProblem}
      />
      {state.problem && !state.field ? <FormStatus state="problem" message={state.problem} /> : null}
      {props.isSignedIn ? (
        <SubmitButton size="lg">Create portal</SubmitButton>
      ) : (
        <>
          <Field
            id="email"
            label="Your work e-mail"
            hint="We send a link. It proves the address is yours, and makes you the owner."
            error={state.field === "email" ? state.problem : undefined}
          >
            {(control) => (
              <Input
                {...control}
                name="email"
                type="email"
                autoComplete="email"
                required
                maxLength={254}
                placeholder="you@company.com"
                defaultValue={values.email}
                key={values.email}
                className="h-10"
              />
            )}
          </Field>
          <SubmitButton size="lg" name="way" value="email">
            E-mail me a link
          </SubmitButton>
          {props.hasGitHub ? (
            <>
              <OrLine />
              <SubmitButton variant="secondary" size="lg" name="way" value="github" formNoValidate>
                <GitHubMark />
                Continue with GitHub
              </SubmitButton>
            </>
          ) : null}
        </>
      )}
    </form>
  );
}
