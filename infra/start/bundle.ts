import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { fingerprint, readMarker } from "./fingerprint";
import { StartProblem } from "./problem.mjs";
import { ROOT } from "./root.mjs";

// Not in .next, which a build empties.
const OUT = path.join(ROOT, "node_modules/.cache/portico");

/** What runs outside Next. One file each: loading a few hundred sources one by one costs seconds of every start. */
const ENTRIES = {
  workers: { entry: "workers/main.ts", sources: ["workers", "lib"] },
  api: { entry: "app/_machine/main.ts", sources: ["app/_machine", "app/_server", "lib"] },
  standins: { entry: "e2e/fakes/main.ts", sources: ["e2e/fakes", "e2e/data"] },
} as const;

export type BundleName = keyof typeof ENTRIES;

/** The file that runs it. */
export function bundleFile(name: BundleName): string {
  return path.join(OUT, `${name}.mjs`);
}

/** Bundles the processes whose sources changed since; packages stay in node_modules. */
export async function ensureBundles(): Promise<void> {
  await Promise.all([ensureBundle("workers"), ensureBundle("api"), ensureBundle("standins")]);
}

export async function ensureBundle(name: BundleName): Promise<void> {
  const { entry, sources } = ENTRIES[name];
  if (!existsSync(path.join(ROOT, entry))) return;
  const marker = path.join(OUT, `${name}.fingerprint`);
  const wanted = fingerprint(
    ROOT,
    [...sources, "tsconfig.json", "package-lock.json", "infra/start/bundle.ts"],
    (file) => !file.includes(".test."),
  );
  if (readMarker(marker) === wanted && existsSync(bundleFile(name))) return;
  mkdirSync(OUT, { recursive: true });
  try {
    await build({
      entryPoints: [entry],
      outfile: bundleFile(name),
      absWorkingDir: ROOT,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      sourcemap: "linked",
      logLevel: "silent",
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw Object.assign(
      new StartProblem(`${entry} cannot be bundled:\n${message}`, "Correct what it names and start again."),
      { cause: error },
    );
  }
  writeFileSync(marker, `${wanted}\n`);
}
