// `npm start`. Everything up to the install must run on bare Node, old versions included: hence no import above the checks.
const { requireNode } = await import("./preflight.mjs");
requireNode();

const { requireWritable } = await import("./preflight.mjs");
const { ensureDependencies } = await import("./install.mjs");
const { printProblem } = await import("./problem.mjs");

try {
  requireWritable();
  const begun = Date.now();
  await ensureDependencies();
  const { register } = await import("tsx/esm/api");
  register();
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2), begun);
} catch (error) {
  printProblem(error);
  process.exit(1);
}
