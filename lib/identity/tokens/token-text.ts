import { randomToken } from "@/lib/platform/crypto";

const SHAPE = /^ptc_[A-Za-z0-9_-]{8}_[A-Za-z0-9_-]{43}$/;

/** A token as the customer gets it, once. The prefix names it in lists; 256 bits of the rest are the secret. */
export function makeTokenText(): { readonly text: string; readonly prefix: string } {
  const prefix = `ptc_${randomToken(6)}`;
  return { prefix, text: `${prefix}_${randomToken(32)}` };
}

export function isTokenShaped(text: string): boolean {
  return SHAPE.test(text);
}
