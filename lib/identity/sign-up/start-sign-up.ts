import { z } from "zod";
import { randomToken, sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import {
  findPendingSignUpRow,
  insertPendingSignUp,
  updatePendingSignUp,
} from "../store/pending-sign-up-store";
import { checkSlug } from "./check-slug";

export const signUpInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(2, "The company name needs 2 to 80 characters.")
    .max(80, "The company name needs 2 to 80 characters."),
  slug: z.string().trim().max(60),
});
export type SignUpInput = z.infer<typeof signUpInput>;

export const PENDING_DAYS = 7;

/**
 * Keeps what was typed at sign-up until its author has proved who they are.
 *
 * The address is checked, not reserved: whoever proves first has it.
 *
 * @param token - of an earlier start in the same browser, whose entry is changed instead
 * @returns the token of the entry, for the browser's cookie
 * @throws AppError invalid_input or conflict - the address cannot be had
 */
export async function startSignUp(input: SignUpInput, token: string | undefined): Promise<string> {
  const { name, slug } = signUpInput.parse(input);
  const check = await checkSlug(slug);
  if (check.kind === "invalid") throw new AppError("invalid_input", check.problem);
  if (check.kind === "taken") throw new AppError("conflict", `${check.problem} Choose another address.`);
  return asSystem("start-sign-up", async (db) => {
    if (token && (await updatePendingSignUp(db, sha256(token), { name, slug }))) return token;
    const made = randomToken(32);
    const expiresAt = new Date(Date.now() + PENDING_DAYS * 86_400_000);
    await insertPendingSignUp(db, { tokenHash: sha256(made), name, slug, expiresAt });
    return made;
  });
}

/** What was typed so far; undefined when there is nothing or it is older than seven days. */
export async function findPendingSignUp(
  token: string,
): Promise<{ readonly name: string; readonly slug: string } | undefined> {
  return asSystem("find-sign-up", (db) => findPendingSignUpRow(db, sha256(token)));
}
