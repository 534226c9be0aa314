// The second half of `npm run build`: what runs outside Next.
import { tsImport } from "tsx/esm/api";
import { printProblem } from "./problem.mjs";

try {
  const { ensureBundles } = await tsImport("./bundle.ts", import.meta.url);
  await ensureBundles();
} catch (error) {
  printProblem(error);
  process.exit(1);
}
