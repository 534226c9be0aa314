/** Runs once before the first request: a process with a bad setting stops here, with all problems listed. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { config } = await import("@/lib/platform/config");
  const { PORTICO_URL, PORTICO_SECRET } = config();
  // next-auth reads these two itself. AUTH_TRUST_HOST stays unset: with it a forged X-Forwarded-Host would move callbacks (stack.md 5).
  process.env.NEXTAUTH_URL = PORTICO_URL;
  process.env.NEXTAUTH_SECRET ??= PORTICO_SECRET;
  delete process.env.AUTH_TRUST_HOST;
}
