"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { SESSION_COOKIE, signOut } from "@/lib/identity";

/** Ends this browser's session. */
export async function signOutHere(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(SESSION_COOKIE())?.value;
  if (token) await signOut(token);
  jar.delete(SESSION_COOKIE());
  redirect("/sign-in");
}
