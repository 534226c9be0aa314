import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { countMissed, report } from "./report";
import { cloneRepository, type RunningProduct, runProduct, temporaryData } from "./run-product";
import { measureCpu } from "./yardstick";

const HELP = `npm run bench -- catalog [options]
  --sizes LIST      numbers of entities, each in a product and database of its own (10000,50000,100000)

npm run bench -- onboarding [options]
  --no-clone        leave out the clean clone; measures a product started from this folder, or the one of PORTICO_URL
  --repositories N  size of the organisation (200)

One line of JSON per measure, beside the yardstick of the same run. Ends with 1 when a measure is over its limit.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    "no-clone": { type: "boolean" },
    repositories: { type: "string", default: "200" },
    sizes: { type: "string", default: "10000,50000,100000" },
    help: { type: "boolean" },
  },
});
const repositories = Number(values.repositories);
const sizes = values.sizes.split(",").map(Number);
const isKnown = positionals[0] === "onboarding" || positionals[0] === "catalog";
const isCount = (n: number) => Number.isInteger(n) && n > 0;
if (values.help || !isKnown || !isCount(repositories) || !sizes.every(isCount)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

// The fixtures read their addresses from the environment when they are loaded.
async function measure(env: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(process.env, env);
  const { benchOnboarding } = await import("./onboarding");
  await benchOnboarding(repositories);
}

async function fromCleanClone(): Promise<void> {
  const clone = cloneRepository();
  let product: RunningProduct | undefined;
  try {
    const cpuMs = measureCpu();
    product = await runProduct(clone.folder, clone.dataDir);
    report(
      { name: "onboarding.clone-to-ready", value: product.readySeconds, unit: "s", limit: 240 },
      { cpuMs },
    );
    await product.stop();
    product = await runProduct(clone.folder, clone.dataDir);
    report({ name: "onboarding.second-start", value: product.readySeconds, unit: "s", limit: 5 }, { cpuMs });
    await measure(product.env);
  } finally {
    await product?.stop();
    clone.remove();
  }
}

async function fromHere(): Promise<void> {
  if (process.env.PORTICO_URL) return measure({});
  const data = temporaryData();
  const product = await runProduct(process.cwd(), data.dataDir);
  try {
    await measure(product.env);
  } finally {
    await product.stop();
    data.remove();
  }
}

/** Each size in a process, product and database of its own: the fixtures read addresses once, and memory is that of this size. */
async function catalogs(): Promise<void> {
  const [n] = sizes;
  if (sizes.length > 1 || n === undefined) {
    for (const size of sizes) {
      const args = ["--import", "tsx", "e2e/bench/main.ts", "catalog", "--sizes", String(size)];
      if (spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0) process.exitCode = 1;
    }
    return;
  }
  const data = temporaryData();
  const product = process.env.PORTICO_URL ? undefined : await runProduct(process.cwd(), data.dataDir);
  try {
    Object.assign(process.env, product?.env);
    const { benchCatalog } = await import("./catalog/bench-catalog");
    await benchCatalog(n);
  } finally {
    await product?.stop();
    data.remove();
  }
}

if (positionals[0] === "catalog") await catalogs();
else await (values["no-clone"] ? fromHere() : fromCleanClone());
process.exit(countMissed() > 0 ? 1 : process.exitCode);
