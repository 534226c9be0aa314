// `npm test`: everything, from the compiler to the journeys in a browser. The last line counts it all.
const { requireNode, requireWritable } = await import("./preflight.mjs");
requireNode();
requireWritable();
const { ensureDependencies } = await import("./install.mjs");
const { printProblem } = await import("./problem.mjs");

try {
  await ensureDependencies();
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import("../test/main.ts");
  process.exit(await main());
} catch (error) {
  printProblem(error);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
