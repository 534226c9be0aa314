import { AppError } from "@/lib/platform/errors";

// First path segments that are ours, and words that would mislead.
const RESERVED = new Set(
  (
    "api app admin auth sign-in sign-up sign-out login logout pricing trust docs help status healthz readyz settings setup static " +
    "assets public www mail portico support billing security about legal terms privacy _next favicon.ico robots.txt sso invite"
  ).split(" "),
);
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/;

/** Why a slug cannot be used, in words for the form; undefined when it can. */
export function slugProblem(text: string): string | undefined {
  if (!SLUG.test(text) || text.includes("--")) {
    return "Use 2 to 40 lower-case letters, digits and single hyphens, starting and ending with a letter or digit.";
  }
  if (RESERVED.has(text)) return `"${text}" is reserved for the portal itself. Choose another address.`;
  return undefined;
}

/** @throws AppError invalid_input - with the reason */
export function parseSlug(text: string): string {
  const problem = slugProblem(text);
  if (problem) throw new AppError("invalid_input", problem);
  return text;
}

/** A slug made of a company's name: "Tradeshift Inc." gives "tradeshift-inc". */
export function suggestSlug(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return ascii
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
