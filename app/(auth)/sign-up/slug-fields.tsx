"use client";

import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { useFormStatus } from "react-dom";
import type { SlugCheck } from "@/lib/identity/client";
import { slugProblem as formProblem, suggestSlug } from "@/lib/tenancy/client";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { checkSlugNow } from "./actions";

type SlugFieldsProps = {
  readonly origin: string;
  readonly name: string;
  readonly slug: string;
  readonly nameProblem: string | undefined;
  readonly slugProblem: string | undefined;
};

/** Company name and the address made of it, which follows the name until it is typed itself and is checked while typing. */
export function SlugFields(props: SlugFieldsProps) {
  const [name, setName] = useState(props.name);
  const [slug, setSlug] = useState(props.slug);
  const [isOwn, setIsOwn] = useState(props.slug !== "" && props.slug !== suggestSlug(props.name));
  const [checked, setChecked] = useState<{ slug: string; result: SlugCheck }>();
  const result = checked?.slug === slug ? checked.result : undefined;
  const { pending } = useFormStatus();

  useEffect(() => {
    // Next sends an action that waits behind one that leaves for another site to that site.
    if (pending || slug === "" || formProblem(slug)) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await checkSlugNow(slug);
      if (isCurrent && answer) setChecked({ slug, result: answer });
    }, 350);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [slug, pending]);

  const typedProblem = slug.length > 1 ? formProblem(slug) : undefined;
  const liveProblem = typedProblem ?? (result && result.kind !== "free" ? result.problem : undefined);
  const problem = liveProblem ?? (slug === props.slug ? props.slugProblem : undefined);
  const suggestion = result?.kind === "taken" ? result.suggestion : undefined;

  function changeName(next: string) {
    setName(next);
    if (!isOwn) setSlug(suggestSlug(next));
  }

  return (
    <>
      <Field id="name" label="Company" error={props.nameProblem}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="organization"
            required
            minLength={2}
            maxLength={80}
            placeholder="Acme"
            value={name}
            onChange={(event) => changeName(event.target.value)}
            className="h-10"
          />
        )}
      </Field>
      <Field
        id="slug"
        label="Address of your portal"
        error={problem}
        hint={
          suggestion ? (
            <button
              type="button"
              className="text-accent-ink underline underline-offset-2"
              onClick={() => {
                setIsOwn(true);
                setSlug(suggestion);
              }}
            >
              Use {suggestion}
            </button>
          ) : result?.kind === "free" ? (
            <span className="inline-flex items-center gap-1 text-ok">
              <Check className="size-3.5" aria-hidden="true" />
              {props.origin}
              {slug} is free
            </span>
          ) : (
            "Lower-case letters, digits and single hyphens."
          )
        }
      >
        {(control) => (
          <div className="flex items-center rounded-md border border-line-field/70 bg-surface focus-within:border-ring">
            <span className="shrink-0 pl-2.5 text-sm text-ink-muted">{props.origin}</span>
            <Input
              {...control}
              name="slug"
              required
              minLength={2}
              maxLength={40}
              autoCapitalize="none"
              spellCheck={false}
              autoComplete="off"
              value={slug}
              onChange={(event) => {
                setIsOwn(event.target.value !== "");
                setSlug(event.target.value.toLowerCase());
              }}
              className="h-9.5 border-0 bg-transparent pl-0.5"
            />
          </div>
        )}
      </Field>
    </>
  );
}
