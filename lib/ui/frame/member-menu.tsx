"use client";

import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Avatar } from "../avatar";
import { DropdownMenu } from "../dropdown-menu";
import type { MenuGroup } from "../menu-item";

export type Member = {
  readonly name: string;
  readonly email: string;
  readonly avatarUrl?: string | undefined;
};

export type MemberMenuProps = {
  readonly member: Member;
  /** Links of the member's own: profile, tokens. */
  readonly groups?: readonly MenuGroup[] | undefined;
  /** A server action. */
  readonly onSignOut?: (() => Promise<void>) | undefined;
};

const themes = [
  { id: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { id: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
  { id: "system", label: "As the system", icon: <Monitor aria-hidden="true" /> },
] as const;

/** The member's name at the foot of the rail: own links, theme, sign out. */
export function MemberMenu({ member, groups = [], onSignOut }: MemberMenuProps) {
  const { theme, setTheme } = useTheme();
  const look: MenuGroup = {
    id: "theme",
    label: "Theme",
    items: themes.map((entry) => ({
      ...entry,
      checked: theme === entry.id,
      onSelect: () => setTheme(entry.id),
    })),
  };
  const leave: readonly MenuGroup[] = onSignOut
    ? [
        {
          id: "leave",
          items: [
            {
              id: "sign-out",
              label: "Sign out",
              icon: <LogOut aria-hidden="true" />,
              onSelect: () => void onSignOut(),
            },
          ],
        },
      ]
    : [];
  return (
    <DropdownMenu
      side="top"
      align="start"
      className="min-w-56"
      groups={[...groups, look, ...leave]}
      trigger={
        <button
          type="button"
          className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover group-data-[rail=narrow]/shell:justify-center"
        >
          <Avatar name={member.name} src={member.avatarUrl} size={24} />
          <span className="min-w-0 flex-1 leading-4 group-data-[rail=narrow]/shell:sr-only">
            <span className="block truncate text-xs font-medium">{member.name}</span>
            <span className="block truncate text-2xs text-ink-faint">{member.email}</span>
            <span className="sr-only">your menu</span>
          </span>
        </button>
      }
    />
  );
}
