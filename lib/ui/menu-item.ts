import type { ReactNode } from "react";

export type MenuItem = {
  readonly id: string;
  readonly label: ReactNode;
  /** A second, muted line. */
  readonly detail?: ReactNode;
  readonly icon?: ReactNode;
  readonly href?: string | undefined;
  readonly onSelect?: (() => void) | undefined;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly checked?: boolean | undefined;
  readonly keys?: string | undefined;
};

export type MenuGroup = {
  readonly id: string;
  readonly label?: ReactNode;
  readonly items: readonly MenuItem[];
};

export type DropdownMenuProps = {
  /** One button. */
  readonly trigger: ReactNode;
  readonly groups: readonly MenuGroup[];
  readonly align?: "start" | "center" | "end" | undefined;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  readonly className?: string | undefined;
};
