import { writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint, readMarker } from "./fingerprint";
import { ROOT } from "./root.mjs";
import { runTool } from "./run";

const MARKER = path.join(ROOT, "lib/platform/db/generated/.schema-fingerprint");

/** Generates the Prisma client when there is none or the schema has changed since. */
export async function ensurePrismaClient(): Promise<"generated" | "current"> {
  const wanted = fingerprint(ROOT, ["prisma/schema", "node_modules/prisma/package.json"]);
  if (readMarker(MARKER) === wanted) return "current";
  await runTool("prisma/build/index.js", ["generate"], { fix: "Correct prisma/schema and start again." });
  writeFileSync(MARKER, `${wanted}\n`);
  return "generated";
}
