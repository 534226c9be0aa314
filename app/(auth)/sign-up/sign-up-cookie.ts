import { cookies } from "next/headers";
import { cookieName, cookieOptions, PENDING_DAYS } from "@/lib/identity";

const NAME = () => cookieName("sign-up");

export async function readSignUpToken(): Promise<string | undefined> {
  return (await cookies()).get(NAME())?.value || undefined;
}

export async function writeSignUpToken(token: string): Promise<void> {
  (await cookies()).set(NAME(), token, { ...cookieOptions(), maxAge: PENDING_DAYS * 86_400 });
}

export async function clearSignUpToken(): Promise<void> {
  (await cookies()).set(NAME(), "", { ...cookieOptions(), maxAge: 0 });
}
