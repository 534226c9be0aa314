import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; of two Tailwind classes for one property the later wins, so a caller can override a part. */
export function cx(...values: readonly ClassValue[]): string {
  return twMerge(clsx(values));
}
