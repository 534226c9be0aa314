// `npm run check`: format, lint, types, imports; seconds, no database, no browser.
const { requireNode, requireWritable } = await import("./preflight.mjs");
requireNode();
requireWritable();
const { ensureDependencies } = await import("./install.mjs");
const { printProblem } = await import("./problem.mjs");

try {
  await ensureDependencies();
  const { register } = await import("tsx/esm/api");
  register();
  const { check } = await import("../test/main.ts");
  process.exit(await check());
} catch (error) {
  printProblem(error);
  process.exit(1);
}
