import { config } from "@/lib/platform/config";

const isHttps = () => config().PORTICO_URL.startsWith("https://");

/** `__Host-` makes browsers refuse the cookie unless it is secure, of this host and of path `/`. */
export function cookieName(name: string): string {
  return `${isHttps() ? "__Host-" : ""}portico.${name}`;
}

/** Name of the session cookie. */
export function SESSION_COOKIE(): string {
  return cookieName("session");
}

/** Attributes of every cookie of ours: no script reads it, no other site's POST carries it. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() } as const;
}
