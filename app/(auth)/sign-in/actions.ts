"use server";

import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { readCaller } from "@/app/_server/caller";
import { toErrorView } from "@/app/_server/error-response";
import { setCookieLines } from "@/app/_server/set-cookies";
import { beginSignIn, cookieName, cookieOptions, findWayFor, parseEmail, SESSION_COOKIE, type SignInWay, signOut, toOwnAddress } from "@/lib/identity";

export type SignInFormState = { readonly problem?: string; readonly email?: string };

const text = z.string().max(2_000).catch("");

async function leave(way: SignInWay, callbackUrl: string): Promise<never> {
  const reply = await beginSignIn(way, { callbackUrl: toOwnAddress(callbackUrl || "/sign-in/continue"), ...(await readCaller()) });
  await setCookieLines(reply.setCookies);
  if (way.kind === "email") {
    // Lets /sign-in/link know the browser that asked; the address itself stays out of the cookie.
    const mark = createHash("sha256").update(way.email).digest("hex");
    (await cookies()).set(cookieName("link"), mark, { ...cookieOptions(), maxAge: 15 * 60 });
  }
  const isFailure = reply.location?.includes("/sign-in/error") ?? true;
  redirect(way.kind === "email" && !isFailure ? `/sign-in/check-mail?email=${encodeURIComponent(way.email)}` : (reply.location ?? "/sign-in"));
}

/** Company e-mail: to the company's own identity provider when its domain has one, otherwise a link by mail. */
export async function continueWithEmail(_: SignInFormState, form: FormData): Promise<SignInFormState> {
  const email = text.parse(form.get("email"));
  try {
    const way: SignInWay = form.get("way") === "link" ? { kind: "email", email: parseEmail(email) } : await findWayFor(email);
    return await leave(way, text.parse(form.get("callbackUrl")));
  } catch (error) {
    unstable_rethrow(error);
    return { problem: toErrorView(error, (await readCaller()).requestId).message, email };
  }
}

export async function continueWithGitHub(form: FormData): Promise<void> {
  await leave({ kind: "github" }, text.parse(form.get("callbackUrl")));
}

export async function continueWithSso(form: FormData): Promise<void> {
  const connectionId = z.uuid().safeParse(form.get("connectionId"));
  if (!connectionId.success) redirect("/sign-in/error?problem=connection_unknown");
  await leave({ kind: "sso", connectionId: connectionId.data }, text.parse(form.get("callbackUrl")));
}

export async function endSession(): Promise<void> {
  const store = await cookies();
  const token = store.get(SESSION_COOKIE())?.value;
  if (token) await signOut(token);
  store.set(SESSION_COOKIE(), "", { ...cookieOptions(), maxAge: 0 });
  redirect("/sign-in?signedOut=1");
}
