"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { CopyButton } from "@/lib/ui/copy-button";
import { Field } from "@/lib/ui/field";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { Select, type SelectOption } from "@/lib/ui/select";
import { saveSso, testSso } from "../actions";
import { TestReply, type TestReplyProps } from "./test-reply";

type ConnectionFormProps = {
  readonly tenant: string;
  readonly connection:
    | {
        readonly id: string;
        readonly name: string;
        readonly issuer: string;
        readonly clientId: string;
        readonly emailDomains: readonly string[];
        readonly secretUpdatedAt: Date | undefined;
      }
    | undefined;
  readonly redirectUri: string;
  readonly claimableDomains: readonly string[];
  readonly defaultRole: string;
  readonly roles: readonly SelectOption[];
};

const domainsIn = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The whole connection in one form; testing changes nothing, saving does. */
export function ConnectionForm({
  tenant,
  connection,
  redirectUri,
  claimableDomains,
  defaultRole,
  roles,
}: ConnectionFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [reply, setReply] = useState<TestReplyProps>();
  const [isSaving, startSaving] = useTransition();
  const [isTesting, startTesting] = useTransition();
  const hasSecret = connection?.secretUpdatedAt !== undefined;

  function read() {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "");
    const basis = {
      issuer: text("issuer"),
      clientId: text("clientId"),
      clientSecret: text("clientSecret"),
      ...(connection ? { id: connection.id } : {}),
    };
    return {
      basis,
      name: text("name"),
      emailDomains: domainsIn(text("emailDomains")),
      defaultRole: text("defaultRole"),
    };
  }

  function save() {
    const { basis, ...rest } = read();
    startSaving(async () => {
      const result = await saveSso(tenant, { ...basis, ...rest });
      setStatus(result.ok ? { state: "saved" } : { state: "problem", message: result.error.message });
      if (result.ok) router.refresh();
    });
  }

  function test() {
    const { basis } = read();
    setReply(undefined);
    startTesting(async () => {
      const result = await testSso(tenant, basis);
      setReply(
        result.ok
          ? { kind: "received", test: result.data }
          : { kind: "failed", message: result.error.message },
      );
    });
  }

  return (
    <form
      ref={form}
      className="grid max-w-xl gap-4"
      onChange={() => setStatus({ state: "idle" })}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="grid gap-1.5">
        <span className="text-xs font-medium">Redirect URI</span>
        <div className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-2.5">
          <code className="min-w-0 flex-1 text-xs break-all">{redirectUri}</code>
          <CopyButton value={redirectUri} label="Copy redirect URI" />
        </div>
        <p className="text-xs text-ink-muted">
          Enter it at your provider when you register Portico there as a web application.
        </p>
      </div>
      <Field id="sso-name" label="Name" hint="Shown on the sign-in button: Continue with …">
        {(control) => (
          <Input
            {...control}
            name="name"
            required
            maxLength={60}
            defaultValue={connection?.name}
            placeholder="Okta"
            autoComplete="off"
          />
        )}
      </Field>
      <Field
        id="sso-issuer"
        label="Issuer"
        hint="The https address under which /.well-known/openid-configuration is found."
      >
        {(control) => (
          <Input
            {...control}
            name="issuer"
            type="url"
            required
            maxLength={500}
            defaultValue={connection?.issuer}
            placeholder="https://login.company.com"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="sso-client-id" label="Client id">
        {(control) => (
          <Input
            {...control}
            name="clientId"
            required
            maxLength={300}
            defaultValue={connection?.clientId}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        id="sso-client-secret"
        label="Client secret"
        hint={
          hasSecret
            ? "One is stored, encrypted. Leave this empty to keep it; nobody can read it back."
            : "Stored encrypted; nobody can read it back."
        }
      >
        {(control) => (
          <Input
            {...control}
            name="clientSecret"
            type="password"
            required={!hasSecret}
            maxLength={2000}
            autoComplete="new-password"
            placeholder={hasSecret ? "••••••••••••" : undefined}
          />
        )}
      </Field>
      <Field
        id="sso-domains"
        label="E-mail domains"
        optional
        hint={
          <>
            People with these addresses are sent here from the common sign-in page. An owner or admin must
            have signed in with an address of the domain; the first company to claim it has it.
            {claimableDomains.length > 0
              ? ` Proved so far: ${claimableDomains.join(", ")}.`
              : " None is proved so far."}
          </>
        }
      >
        {(control) => (
          <Input
            {...control}
            name="emailDomains"
            maxLength={2000}
            defaultValue={connection?.emailDomains.join(", ")}
            placeholder="company.com, company.io"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="sso-default-role" label="Role of new members">
        {(control) => <Select {...control} name="defaultRole" options={roles} defaultValue={defaultRole} />}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" loading={isSaving}>
          Save
        </Button>
        <Button loading={isTesting} onClick={test}>
          Test connection
        </Button>
        <FormStatus {...status} />
      </div>
      {reply ? <TestReply {...reply} /> : null}
    </form>
  );
}
