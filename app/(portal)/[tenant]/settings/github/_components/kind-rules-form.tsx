"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import type { DeclaredKind, KindRulesView } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { saveKindRules } from "../actions";
import { KindRuleRow, type Permit } from "./kind-rule-row";

type KindRulesFormProps = {
  readonly tenant: string;
  readonly kinds: readonly DeclaredKind[];
  readonly rules: KindRulesView["rules"];
};

const EVERYWHERE: Permit = { who: "all", repositories: [] };

function permitsOf(rules: KindRulesView["rules"]): Readonly<Record<string, Permit>> {
  return Object.fromEntries(
    rules.map(({ kind, repositories }) => [
      kind,
      { who: repositories.length > 0 ? "chosen" : "none", repositories },
    ]),
  );
}

/** All kinds with who may declare each, saved together. */
export function KindRulesForm({ tenant, kinds, rules }: KindRulesFormProps) {
  const router = useRouter();
  const [permits, setPermits] = useState(() => permitsOf(rules));
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [pending, startTransition] = useTransition();
  // A kind of the tenant's own that is switched off keeps its rule.
  const others = rules.filter(({ kind }) => !kinds.some((one) => one.kind === kind));
  const all = [...kinds, ...others.map(({ kind }) => ({ kind, entities: 0, repositories: 0 }))];
  const unfinished = all.find(({ kind }) => {
    const permit = permits[kind];
    return permit?.who === "chosen" && permit.repositories.length === 0;
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (unfinished) {
      const message = `Name a repository that may declare ${unfinished.kind}, or choose “No repository”.`;
      setStatus({ state: "problem", message });
      return;
    }
    const wanted = all.flatMap(({ kind }) => {
      const { who, repositories } = permits[kind] ?? EVERYWHERE;
      return who === "all" ? [] : [{ kind, repositories: who === "none" ? [] : [...repositories] }];
    });
    startTransition(async () => {
      const result = await saveKindRules(tenant, { rules: wanted });
      if (!result.ok) {
        setStatus({ state: "problem", message: result.error.message });
        return;
      }
      setPermits(permitsOf(result.data.rules));
      setStatus({ state: "saved", message: "Saved. The repositories it concerns are read again." });
      router.refresh();
    });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Card
        flush
        footer={
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" loading={pending}>
              Save
            </Button>
            <FormStatus {...status} />
          </div>
        }
      >
        <ul>
          {all.map((declared) => (
            <KindRuleRow
              key={declared.kind}
              tenant={tenant}
              declared={declared}
              permit={permits[declared.kind] ?? EVERYWHERE}
              disabled={pending}
              onChange={(permit) => {
                setPermits((known) => ({ ...known, [declared.kind]: permit }));
                setStatus({ state: "idle" });
              }}
            />
          ))}
        </ul>
      </Card>
    </form>
  );
}
