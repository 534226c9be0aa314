import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint, readMarker } from "./fingerprint";
import { ROOT } from "./root.mjs";
import { runTool } from "./run";

const SOURCES = [
  "app",
  "lib",
  "prisma/schema",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const MARKER = path.join(ROOT, ".next/portico-build-id");
// Not in .next, which a build empties.
const LOCK = path.join(ROOT, "node_modules/.cache/portico/build-lock");
const LOCK_STALE_MS = 10 * 60_000;

const isSource = (file: string) => !/(\.test\.tsx?$|\/generated\/|^lib\/testing\/)/.test(file);

/** Builds the web application when its sources are not those of the build at hand. */
export async function ensureBuild(): Promise<"built" | "current"> {
  const wanted = fingerprint(ROOT, SOURCES, isSource);
  if (readMarker(MARKER) === wanted) return "current";
  return withLock(async () => {
    if (readMarker(MARKER) === wanted) return "current";
    // Without the marker nobody takes a build that was cut off for a whole one.
    rmSync(MARKER, { force: true });
    await runTool("next/dist/bin/next", ["build"], {
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      fix: "Correct what it names and start again; `rm -rf .next` removes what an interrupted build left.",
    });
    writeFileSync(MARKER, `${wanted}\n`);
    return "built";
  });
}

// Two starts of one clone (another data directory, a test run) must not build into the same folder at once.
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > LOCK_STALE_MS)
        rmSync(LOCK, { recursive: true, force: true });
      await new Promise((resume) => setTimeout(resume, 500));
    }
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.removeListener("exit", release);
  }
}
