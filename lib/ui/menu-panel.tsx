"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import { Fragment } from "react";
import { cx } from "./cx";
import type { DropdownMenuProps, MenuItem } from "./menu-item";

const row =
  "flex min-h-8 w-full select-none items-center gap-2 rounded-md px-2 py-1 text-left text-sm text-ink outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

/** The lazy half of `DropdownMenu`; opens as soon as it is there. */
export function MenuPanel({ trigger, groups, align = "end", side = "bottom", className }: DropdownMenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cx(
            "animate-pop z-50 max-h-[min(28rem,var(--radix-dropdown-menu-content-available-height))] min-w-48 max-w-80 overflow-y-auto rounded-lg bg-raised p-1 shadow-float",
            className,
          )}
        >
          {groups.map((group, index) => (
            <Fragment key={group.id}>
              {index > 0 ? <Radix.Separator className="-mx-1 my-1 h-px bg-line" /> : null}
              <Radix.Group>
                {group.label ? (
                  <Radix.Label className="px-2 py-1 text-xs text-ink-muted">{group.label}</Radix.Label>
                ) : null}
                {group.items.map((item) => (
                  <Item key={item.id} item={item} />
                ))}
              </Radix.Group>
            </Fragment>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Item({ item }: { readonly item: MenuItem }) {
  const body = (
    <>
      {item.icon}
      <span className="min-w-0 flex-1">
        <span className={cx("block truncate", item.danger && "text-bad")}>{item.label}</span>
        {item.detail ? <span className="block truncate text-xs text-ink-muted">{item.detail}</span> : null}
      </span>
      {item.keys ? <kbd className="font-sans text-xs text-ink-faint">{item.keys}</kbd> : null}
      {item.checked ? <Check className="text-accent-ink!" aria-label="selected" /> : null}
    </>
  );
  const events = item.onSelect ? { onSelect: item.onSelect } : {};
  if (item.href === undefined) {
    return (
      <Radix.Item disabled={item.disabled ?? false} className={row} {...events}>
        {body}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item asChild disabled={item.disabled ?? false} {...events}>
      <Link href={item.href} className={row}>
        {body}
      </Link>
    </Radix.Item>
  );
}
