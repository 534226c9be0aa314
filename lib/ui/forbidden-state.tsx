import { ShieldAlert } from "lucide-react";
import type { ReactNode } from "react";
import { StateFrame } from "./state-frame";

export type ForbiddenStateProps = {
  /** In words: "see the audit log". */
  readonly to: string;
  /** Its name: `audit.read`. */
  readonly permission: string;
  /** Who can give it. */
  readonly grantedBy?: ReactNode;
  readonly compact?: boolean | undefined;
};

/** 403: which permission is missing and who can give it. */
export function ForbiddenState({ to, permission, grantedBy, compact }: ForbiddenStateProps) {
  return (
    <StateFrame icon={<ShieldAlert />} title={`You may not ${to}`} compact={compact}>
      This needs the permission <code className="rounded-sm bg-sunken px-1 text-ink">{permission}</code>.{" "}
      {grantedBy ? (
        <>Ask {grantedBy} to give it to you.</>
      ) : (
        "Ask an admin of this workspace to give it to you."
      )}
    </StateFrame>
  );
}
