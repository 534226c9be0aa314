"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import { Avatar } from "../avatar";
import { DropdownMenu } from "../dropdown-menu";
import type { MenuGroup } from "../menu-item";

export type ShellTenant = {
  readonly name: string;
  readonly slug: string;
  readonly href: string;
  readonly logoUrl?: string | undefined;
};

export type TenantMenuProps = {
  readonly tenant: ShellTenant;
  /** All workspaces of the member, this one too. */
  readonly tenants: readonly ShellTenant[];
  readonly createHref?: string | undefined;
};

/** Which company's portal this is, and the way to the member's others. */
export function TenantMenu({ tenant, tenants, createHref }: TenantMenuProps) {
  const places: MenuGroup = {
    id: "tenants",
    label: "Workspaces",
    items: tenants.map((entry) => ({
      id: entry.slug,
      label: entry.name,
      icon: <Avatar name={entry.name} src={entry.logoUrl} size={20} square />,
      href: entry.href,
      checked: entry.slug === tenant.slug,
    })),
  };
  const more: readonly MenuGroup[] = createHref
    ? [
        {
          id: "create",
          items: [
            {
              id: "create",
              label: "Create a workspace",
              icon: <Plus aria-hidden="true" />,
              href: createHref,
            },
          ],
        },
      ]
    : [];
  return (
    <DropdownMenu
      align="start"
      className="min-w-56"
      groups={[places, ...more]}
      trigger={
        <button
          type="button"
          className="flex h-10 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover group-data-[rail=narrow]/shell:justify-center"
        >
          <Avatar name={tenant.name} src={tenant.logoUrl} size={24} square />
          <span className="min-w-0 flex-1 truncate text-sm font-semibold group-data-[rail=narrow]/shell:sr-only">
            {tenant.name}
            <span className="sr-only">, switch workspace</span>
          </span>
          <ChevronsUpDown
            className="size-4 shrink-0 text-ink-faint group-data-[rail=narrow]/shell:hidden"
            aria-hidden="true"
          />
        </button>
      }
    />
  );
}
