"use client";

import type { ComponentProps, ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cx } from "./cx";
import { Tooltip, type TooltipProps } from "./tooltip";

export type IconButtonProps = Omit<ButtonProps, "children" | "asChild"> & {
  /** The name of the button, read out and shown as its tooltip. */
  readonly label: string;
  /** A lucide icon element. */
  readonly icon: ReactNode;
  readonly side?: TooltipProps["side"];
  readonly keys?: string | undefined;
} & Pick<ComponentProps<"button">, "ref">;

/** A square button with an icon only; always named. */
export function IconButton({
  label,
  icon,
  side,
  keys,
  variant = "ghost",
  size = "md",
  className,
  ...props
}: IconButtonProps) {
  const square = size === "sm" ? "w-7" : size === "lg" ? "w-10" : "w-8";
  return (
    <Tooltip label={label} side={side} keys={keys}>
      <Button
        variant={variant}
        size={size}
        aria-label={label}
        className={cx("px-0", square, className)}
        {...props}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}
