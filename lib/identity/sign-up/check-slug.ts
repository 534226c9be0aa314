import { asSystem } from "@/lib/platform/db";
import { slugProblem } from "@/lib/tenancy";
import { listTakenSlugs } from "../store/pending-sign-up-store";

export type SlugCheck =
  | { readonly kind: "free" }
  | { readonly kind: "invalid"; readonly problem: string }
  | { readonly kind: "taken"; readonly problem: string; readonly suggestion: string | undefined };

/** Whether a portal address can be had now; when it is taken, one near it that is free. */
export async function checkSlug(slug: string): Promise<SlugCheck> {
  const problem = slugProblem(slug);
  if (problem) return { kind: "invalid", problem };
  const near = ["hq", "dev", "portal", "2", "3"]
    .map((tail) => `${slug.slice(0, 33)}-${tail}`)
    .filter((text) => !slugProblem(text));
  const taken = await asSystem("check-slug", (db) => listTakenSlugs(db, [slug, ...near]));
  if (!taken.includes(slug)) return { kind: "free" };
  return {
    kind: "taken",
    problem: `"${slug}" is taken.`,
    suggestion: near.find((text) => !taken.includes(text)),
  };
}
