import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { readCaller } from "@/app/_server/caller";
import { setCookieLines } from "@/app/_server/set-cookies";
import { beginSignIn, cookieName, cookieOptions, type SignInWay, toOwnAddress } from "@/lib/identity";

/** Sends the browser off to prove who it is. Callable from Server Actions only, since it sets cookies. */
export async function leaveToSignIn(way: SignInWay, callbackUrl: string): Promise<never> {
  const reply = await beginSignIn(way, {
    callbackUrl: toOwnAddress(callbackUrl || "/sign-in/continue"),
    ...(await readCaller()),
  });
  await setCookieLines(reply.setCookies);
  const isFailure = reply.location?.includes("/sign-in/error") ?? true;
  if (way.kind !== "email" || isFailure) redirect(reply.location ?? "/sign-in/error?problem=configuration");
  // Lets /sign-in/link know the browser that asked; the address itself stays out of the cookie.
  const mark = createHash("sha256").update(way.email).digest("hex");
  (await cookies()).set(cookieName("link"), mark, { ...cookieOptions(), maxAge: 15 * 60 });
  redirect(`/sign-in/check-mail?email=${encodeURIComponent(way.email)}`);
}
