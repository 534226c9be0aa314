import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { StateFrame } from "./state-frame";

export type EmptyStateProps = {
  readonly title: ReactNode;
  /** Why it is empty. */
  readonly children?: ReactNode;
  /** The next step. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  readonly compact?: boolean | undefined;
};

/** Nothing here: why, and the next step. */
export function EmptyState({ icon, ...props }: EmptyStateProps) {
  return <StateFrame icon={icon ?? <Inbox />} {...props} />;
}
