/** Runs once before the first request: a process with a bad setting stops here, with all problems listed. */
export async function register(): Promise<void> {
  const { config } = await import("@/lib/platform/config");
  const { pinAuthOrigin } = await import("@/lib/platform/config/pin-auth-origin");
  config();
  pinAuthOrigin();
}
