import { redirect, unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { loadPerson, requestId } from "@/app/_server/context";
import { startTrial } from "@/lib/entitlements";
import { completeSignUp, toPersonSession } from "@/lib/identity";
import { AppError } from "@/lib/platform/errors";
import { clearSignUpToken, readSignUpToken } from "../sign-up-cookie";

/**
 * Where the proof of a sign-up comes back to. It makes the tenant only in the browser that typed the company's name;
 * elsewhere the page asks first, so that nobody can be given a portal by being sent a link.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const person = toPersonSession(await loadPerson());
  const pending = request.nextUrl.searchParams.get("pending") ?? undefined;
  const token = await readSignUpToken();
  if (!person || !token || (pending !== undefined && pending !== token))
    redirect(pending ? `/sign-up?pending=${encodeURIComponent(pending)}` : "/sign-up");
  try {
    const { slug } = await completeSignUp(token, person, { startTrial, requestId: await requestId() });
    await clearSignUpToken();
    redirect(`/${slug}/setup`);
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof AppError && error.code === "conflict") redirect("/sign-up?problem=taken");
    if (error instanceof AppError && error.code === "not_found") redirect("/sign-in/continue");
    throw error;
  }
}
