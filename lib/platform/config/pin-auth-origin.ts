import { config } from "./load";

/**
 * Tells next-auth its one true address. It reads these variables itself, and with AUTH_TRUST_HOST or VERCEL set, or
 * NEXTAUTH_URL missing, it would take the address of its callbacks from the request's X-Forwarded-Host.
 */
export function pinAuthOrigin(): void {
  process.env.NEXTAUTH_URL = config().PORTICO_URL;
  delete process.env.NEXTAUTH_URL_INTERNAL;
  delete process.env.AUTH_TRUST_HOST;
}
