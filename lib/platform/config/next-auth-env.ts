import type { Config } from "./schema";

/**
 * Hands next-auth the two settings that it reads from the environment itself.
 *
 * AUTH_TRUST_HOST is removed: with it a forged X-Forwarded-Host would move the callbacks (stack.md 5, hole 2).
 */
export function exportForNextAuth(settings: Pick<Config, "PORTICO_URL" | "PORTICO_SECRET">): void {
  process.env.NEXTAUTH_URL = settings.PORTICO_URL;
  process.env.NEXTAUTH_SECRET = settings.PORTICO_SECRET;
  delete process.env.AUTH_TRUST_HOST;
}
