import { AppError } from "@/lib/platform/errors";
import type { IdentityKey, IdentityProfile } from "../store/account-store";

// One @, no quotes, no list separators, nothing that a mail header or a second recipient could be made of.
const ADDRESS = /^[^\s@"<>()[\]\\,;:]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,188}[a-z0-9])?\.[a-z0-9-]{2,63}$/;

/**
 * An e-mail address in the one form we compare: NFKC, trimmed, lower case.
 *
 * @throws AppError invalid_input
 */
export function parseEmail(text: string): string {
  const email = text.normalize("NFKC").trim().toLowerCase();
  if (email.length > 254 || !ADDRESS.test(email) || email.includes("..")) {
    throw new AppError(
      "invalid_input",
      `"${text.trim().slice(0, 80)}" is not an e-mail address. It must look like you@company.com.`,
    );
  }
  return email;
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}

/** The identity that a link sent to this address proves. */
export function emailIdentity(email: string): { key: IdentityKey; profile: IdentityProfile } {
  return {
    key: { provider: "email", issuer: "email", subject: email },
    profile: { email, name: undefined, image: undefined },
  };
}
