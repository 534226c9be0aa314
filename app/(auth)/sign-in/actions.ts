"use server";

import { cookies } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { readCaller } from "@/app/_server/caller";
import { toErrorView } from "@/app/_server/error-response";
import {
  cookieOptions,
  findWayFor,
  parseEmail,
  SESSION_COOKIE,
  type SignInWay,
  signOut,
} from "@/lib/identity";
import { leaveToSignIn } from "./leave";

export type SignInFormState = { readonly problem?: string; readonly email?: string };

const text = z.string().max(2_000).catch("");

/** Company e-mail: to the company's own identity provider when its domain has one, otherwise a link by mail. */
export async function continueWithEmail(_: SignInFormState, form: FormData): Promise<SignInFormState> {
  const email = text.parse(form.get("email"));
  try {
    const way: SignInWay =
      form.get("way") === "link" ? { kind: "email", email: parseEmail(email) } : await findWayFor(email);
    return await leaveToSignIn(way, text.parse(form.get("callbackUrl")));
  } catch (error) {
    unstable_rethrow(error);
    return { problem: toErrorView(error, (await readCaller()).requestId).message, email };
  }
}

export async function continueWithGitHub(form: FormData): Promise<void> {
  await leaveToSignIn({ kind: "github" }, text.parse(form.get("callbackUrl")));
}

export async function continueWithSso(form: FormData): Promise<void> {
  const connectionId = z.uuid().safeParse(form.get("connectionId"));
  if (!connectionId.success) redirect("/sign-in/error?problem=connection_unknown");
  await leaveToSignIn({ kind: "sso", connectionId: connectionId.data }, text.parse(form.get("callbackUrl")));
}

export async function endSession(): Promise<void> {
  const store = await cookies();
  const token = store.get(SESSION_COOKIE())?.value;
  if (token) await signOut(token);
  store.set(SESSION_COOKIE(), "", { ...cookieOptions(), maxAge: 0 });
  redirect("/sign-in?signedOut=1");
}
