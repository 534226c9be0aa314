/** Runs once before the first request: a process with a bad setting stops here, with all problems listed. */
export async function register(): Promise<void> {
  const { config, exportForNextAuth } = await import("@/lib/platform/config");
  exportForNextAuth(config());
}
