"use client";

import { Plus, X } from "lucide-react";
import type { Auth, HttpInput } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { Field } from "@/lib/ui/field";
import { IconButton } from "@/lib/ui/icon-button";
import { Select } from "@/lib/ui/select";
import { AUTHS, secretNames } from "./draft";
import { TextField } from "./text-field";

function AuthFields({ auth, onAuth }: { readonly auth: Auth; readonly onAuth: (auth: Auth) => void }) {
  switch (auth.kind) {
    case "basic":
      return <TextField label="User" value={auth.user} onValue={(user) => onAuth({ ...auth, user })} />;
    case "header":
      return (
        <TextField label="Header" value={auth.header} onValue={(header) => onAuth({ ...auth, header })} />
      );
    case "exchange":
      return (
        <>
          <TextField label="Path" value={auth.path} onValue={(path) => onAuth({ ...auth, path })} isCode />
          <TextField
            label="Body"
            hint="JSON; {{secret.name}} stands for a secret."
            value={auth.body}
            onValue={(body) => onAuth({ ...auth, body })}
            rows={3}
            isCode
          />
          <TextField
            label="Token in the answer"
            hint="JSONata"
            value={auth.token}
            onValue={(token) => onAuth({ ...auth, token })}
            isCode
          />
        </>
      );
    default:
      return null;
  }
}

type ConnectionCardProps = {
  readonly input: HttpInput;
  readonly onInput: (input: HttpInput) => void;
  readonly secrets: Readonly<Record<string, string>>;
  readonly onSecrets: (secrets: Readonly<Record<string, string>>) => void;
  /** names of those that are stored and may stay */
  readonly stored: readonly string[];
  readonly words: Readonly<Record<string, { readonly title: string; readonly hint: string }>>;
};

/** Where requests go and how they are signed. Secrets are entered here and never shown again. */
export function ConnectionCard({ input, onInput, secrets, onSecrets, stored, words }: ConnectionCardProps) {
  const { headers } = input;
  const setHeaders = (next: HttpInput["headers"]) => onInput({ ...input, headers: next });
  return (
    <Card
      title="Connection"
      description="Requests go to this address and no other; redirects are not followed."
    >
      <div className="grid gap-4">
        <TextField
          label="Base address"
          value={input.baseUrl}
          onValue={(baseUrl) => onInput({ ...input, baseUrl })}
          placeholder="https://inventory.example.com"
          isCode
        />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field id="auth-kind" label="Sign-in">
            {(control) => (
              <Select
                {...control}
                value={input.auth.kind}
                options={Object.entries(AUTHS).map(([value, { label }]) => ({ value, label }))}
                onChange={(event) => {
                  const kind = Object.entries(AUTHS).find(([value]) => value === event.currentTarget.value);
                  if (kind) onInput({ ...input, auth: kind[1].empty });
                }}
              />
            )}
          </Field>
          <AuthFields auth={input.auth} onAuth={(auth) => onInput({ ...input, auth })} />
        </div>
        {secretNames(input).map((name) => (
          <TextField
            key={name}
            type="password"
            label={words[name]?.title ?? `Secret: ${name}`}
            hint={words[name]?.hint}
            value={secrets[name] ?? ""}
            onValue={(value) => onSecrets({ ...secrets, [name]: value })}
            placeholder={stored.includes(name) ? "Stored; enter to replace" : "Not entered yet"}
          />
        ))}
        <div className="grid gap-2">
          {headers.map((header, index) => (
            <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_2rem] items-end gap-2">
              <TextField
                label="Header"
                value={header.name}
                onValue={(name) =>
                  setHeaders(headers.map((one, at) => (at === index ? { ...one, name } : one)))
                }
              />
              <TextField
                label="Value"
                value={header.value}
                onValue={(value) =>
                  setHeaders(headers.map((one, at) => (at === index ? { ...one, value } : one)))
                }
                placeholder="text or {{secret.name}}"
              />
              <IconButton
                label={`Remove the header ${header.name}`}
                icon={<X />}
                onClick={() => setHeaders(headers.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <span>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => setHeaders([...headers, { name: "", value: "" }])}
            >
              <Plus aria-hidden="true" /> Add a header
            </Button>
          </span>
        </div>
      </div>
    </Card>
  );
}
