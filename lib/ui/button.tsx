import type { ComponentProps } from "react";
import { type ButtonVariants, buttonStyles } from "./button-styles";
import { cx } from "./cx";
import { Slot } from "./slot";
import { Spinner } from "./spinner";

export type ButtonProps = ComponentProps<"button"> &
  ButtonVariants & {
    /** Gives the look to the only child instead, e.g. a Link. */
    readonly asChild?: boolean | undefined;
    /** Shows a spinner in place of the label, keeps the width and refuses clicks. */
    readonly loading?: boolean | undefined;
  };

/** A button; its label is a verb. `variant`: primary (one per view), secondary, ghost, danger, danger-solid, link. */
export function Button({
  asChild,
  loading,
  variant,
  size,
  className,
  children,
  disabled,
  type,
  ...props
}: ButtonProps) {
  const classes = cx(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot className={classes} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={classes}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
