"use server";

import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { readCaller } from "@/app/_server/caller";
import { loadPerson } from "@/app/_server/context";
import { toErrorView } from "@/app/_server/error-response";
import { startTrial } from "@/lib/entitlements";
import {
  checkSlug,
  completeSignUp,
  mayCheckSlug,
  mayStartSignUp,
  parseEmail,
  type SlugCheck,
  startSignUp,
  toPersonSession,
} from "@/lib/identity";
import { AppError } from "@/lib/platform/errors";
import { leaveToSignIn } from "../sign-in/leave";
import { clearSignUpToken, readSignUpToken, writeSignUpToken } from "./sign-up-cookie";

export type SignUpFormState = {
  readonly problem?: string;
  readonly field?: "name" | "slug" | "email";
  readonly values?: { readonly name: string; readonly slug: string; readonly email: string };
};

const text = z.string().max(300).catch("");

/** Keeps what was typed, then proves who typed it; whoever is signed in already has their portal at once. */
export async function signUp(_: SignUpFormState, form: FormData): Promise<SignUpFormState> {
  const values = {
    name: text.parse(form.get("name")),
    slug: text.parse(form.get("slug")).trim().toLowerCase(),
    email: text.parse(form.get("email")),
  };
  const caller = await readCaller();
  try {
    if (!mayStartSignUp(caller.clientAddress))
      throw new AppError("rate_limited", "Too many sign-ups from your network. Try again in 15 minutes.");
    const token = await startSignUp({ name: values.name, slug: values.slug }, await readSignUpToken());
    await writeSignUpToken(token);
    const person = toPersonSession(await loadPerson());
    if (person) {
      const { slug } = await completeSignUp(token, person, { startTrial, requestId: caller.requestId });
      await clearSignUpToken();
      redirect(`/${slug}/setup`);
    }
    const callbackUrl = `/sign-up/finish?pending=${token}`;
    return await leaveToSignIn(
      form.get("way") === "github" ? { kind: "github" } : { kind: "email", email: parseEmail(values.email) },
      callbackUrl,
    );
  } catch (error) {
    unstable_rethrow(error);
    return { ...problemOf(error, caller.requestId), values };
  }
}

function problemOf(error: unknown, requestId: string): Pick<SignUpFormState, "problem" | "field"> {
  if (error instanceof z.ZodError) return { problem: error.issues[0]?.message ?? "", field: "name" };
  const { message } = toErrorView(error, requestId);
  if (!(error instanceof AppError)) return { problem: message };
  const isAddress = message.includes("e-mail address");
  const isSlug = error.code === "conflict" || (error.code === "invalid_input" && !isAddress);
  return { problem: message, ...(isAddress ? { field: "email" } : isSlug ? { field: "slug" } : {}) };
}

export async function checkSlugNow(slug: string): Promise<SlugCheck | undefined> {
  const { clientAddress } = await readCaller();
  return mayCheckSlug(clientAddress) ? checkSlug(text.parse(slug)) : undefined;
}
