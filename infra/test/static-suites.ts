import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { checkClientBoundary } from "../checks/client-boundary";
import { ROOT } from "../start/root.mjs";
import { runVisibly, type Suite, single } from "./suite";

/** Fewer modules than this means that the tool read nothing, not that all is well. */
const LEAST_MODULES = 300;
const CRUISED = ["app", "lib", "workers", "e2e", "infra", "prisma/seed", "instrumentation.ts"];

async function checkImports(): Promise<string | undefined> {
  const roots = CRUISED.filter((entry) => existsSync(path.join(ROOT, entry)));
  const { code, output } = await runVisibly("dependency-cruiser/bin/dependency-cruise.mjs", [
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "err-long",
    ...roots,
  ]);
  const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  if (code !== 0) return "imports that are not allowed; named above";
  // Without @swc/core it cannot read TypeScript 7, finds "no violations (0 modules)" and exits 0.
  if (modules < LEAST_MODULES)
    return `dependency-cruiser read only ${modules} modules, fewer than ${LEAST_MODULES}: it is blind (is @swc/core installed?)`;
  return undefined;
}

async function checkBoundary(): Promise<string | undefined> {
  const problems = checkClientBoundary(ROOT);
  for (const problem of problems) console.error(`  ${problem}`);
  return problems.length === 0
    ? undefined
    : `${problems.length} imports of server code in files for the browser`;
}

async function checkTypes(): Promise<string | undefined> {
  // Next writes types of the routes at hand; those of an older build name pages that are gone.
  rmSync(path.join(ROOT, ".next/types"), { recursive: true, force: true });
  rmSync(path.join(ROOT, ".next/dev/types"), { recursive: true, force: true });
  const generated = await tool("next/dist/bin/next", ["typegen"], "next typegen failed");
  return generated ?? tool("typescript/bin/tsc", ["--noEmit"], "tsc found errors");
}

async function tool(bin: string, args: readonly string[], failure: string): Promise<string | undefined> {
  return (await runVisibly(bin, args)).code === 0 ? undefined : failure;
}

/** What needs neither database nor browser. */
export const staticSuites: readonly Suite[] = [
  single("types", checkTypes),
  single("format and lint", () =>
    tool(
      "@biomejs/biome/bin/biome",
      ["ci", "--diagnostic-level=error", "--max-diagnostics=100"],
      "biome found errors",
    ),
  ),
  single("imports", checkImports),
  single("client boundary", checkBoundary),
];
