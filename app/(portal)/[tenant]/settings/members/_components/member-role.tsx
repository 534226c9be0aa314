"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Select, type SelectOption } from "@/lib/ui/select";
import { changeRole } from "../actions";

type MemberRoleProps = {
  readonly tenant: string;
  readonly userId: string;
  readonly name: string;
  readonly role: string;
  readonly roles: readonly SelectOption[];
};

/** The role as a choice that is saved at once; a refusal puts the old one back and says why. */
export function MemberRole({ tenant, userId, name, role, roles }: MemberRoleProps) {
  const router = useRouter();
  const [shown, setShown] = useState(role);
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();

  function change(next: string) {
    setShown(next);
    startTransition(async () => {
      const result = await changeRole(tenant, { userId, role: next });
      setProblem(result.ok ? undefined : result.error.message);
      if (!result.ok) setShown(role);
      router.refresh();
    });
  }

  return (
    <span className="block max-w-56 min-w-28">
      <Select
        aria-label={`Role of ${name}`}
        value={shown}
        options={roles}
        disabled={isPending}
        onChange={(event) => change(event.target.value)}
      />
      {problem ? (
        <span role="alert" className="mt-1 block text-xs whitespace-normal text-bad">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
