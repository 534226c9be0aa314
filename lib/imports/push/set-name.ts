import { AppError } from "@/lib/platform/errors";

/** @throws AppError invalid_input - a set is named like an entity: letters, digits, `-`, `_`, `.`, at most 63 */
export function requireSetName(name: string): string {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name)) return name;
  throw new AppError(
    "invalid_input",
    `"${name.slice(0, 80)}" is not a name for a set: use letters, digits, "-", "_" and ".", at most 63, beginning and ending with a letter or digit.`,
  );
}
