import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { cx } from "./cx";

type SlotProps = Readonly<Record<string, unknown>> & {
  readonly children?: ReactNode;
  readonly className?: string;
};

/** Gives its own props to its only child (`asChild`). Radix's Slot is a client part; this one also runs on the server. */
export function Slot({ children, className, ...props }: SlotProps) {
  const child = Children.only(children);
  // A child still on its way from the server cannot be cloned; bare is better than missing.
  if (!isValidElement<Record<string, unknown>>(child)) return <>{children}</>;
  return cloneElement(child as ReactElement<Record<string, unknown>>, {
    ...props,
    ...child.props,
    className: cx(className, typeof child.props.className === "string" ? child.props.className : undefined),
  });
}
