import { execFileSync } from "node:child_process";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ROOT } from "./root.mjs";

// Vitest and Next forgive what Node does not: `ajv/dist/2020` without `.js` passed every test and ended both processes at their start.
test.each(["app/_machine/main.ts", "workers/main.ts"])(
  "Node finds every package that the bundle of %s imports",
  async (entry) => {
    const { metafile } = await build({
      entryPoints: [entry],
      absWorkingDir: ROOT,
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "silent",
      outfile: "bundle.mjs",
    });
    const packages = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, kind }) => external && kind !== "require-call")
      .map(({ path }) => path);
    const script = `for (const path of ${JSON.stringify([...new Set(packages)])}) {
    const url = import.meta.resolve(path);
    if (url.startsWith("file:") && !(await import("node:fs")).existsSync(new URL(url))) console.log(path);
  }`;
    const missing = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(packages.length).toBeGreaterThan(10);
    expect(missing).toBe("");
  },
);
