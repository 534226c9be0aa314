import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./root.mjs";

/** Loads what stands before Next (app/_machine/main.ts), bundling it first where nothing has: `npm run web` on its own. */
export async function loadMachineApi() {
  const file = path.join(ROOT, "node_modules/.cache/portico/api.mjs");
  if (!existsSync(file)) {
    const { tsImport } = await import("tsx/esm/api");
    const { ensureBundle } = await tsImport("./bundle.ts", import.meta.url);
    await ensureBundle("api");
  }
  return import(pathToFileURL(file).href);
}
