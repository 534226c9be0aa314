import { ensurePrismaClient } from "../start/generate";
import { printProblem } from "../start/problem.mjs";
import { ensureBrowser } from "./browser";
import { e2eSuite } from "./e2e-suite";
import { openRedis, type TestRedis } from "./redis";
import { staticSuites } from "./static-suites";
import { type Suite, type SuiteResult, sum } from "./suite";
import { vitestSuite } from "./vitest-suite";

/**
 * `npm test`: all suites, one after another, each to its end; closes with the sum.
 *
 * @returns the exit code
 */
export async function main(): Promise<number> {
  let redis: TestRedis | undefined;
  process.on("SIGINT", () => process.exit(130));
  process.on("SIGTERM", () => process.exit(143));
  try {
    await ensurePrismaClient();
    redis = await openRedis(process.env);
    const env = { TEST_REDIS_URL: redis?.url };
    const results: SuiteResult[] = [];
    for (const suite of [...staticSuites, vitestSuite(env)]) results.push(await runSuite(suite));
    results.push(
      await runSuite({ name: "journeys", run: async () => e2eSuite(await ensureBrowser(process.env)).run() }),
    );
    return report(sum(results), redis !== undefined);
  } finally {
    await redis?.stop();
  }
}

/** `npm run check`: what takes seconds. */
export async function check(): Promise<number> {
  await ensurePrismaClient();
  const results: SuiteResult[] = [];
  for (const suite of staticSuites) results.push(await runSuite(suite));
  return report(sum(results), true);
}

async function runSuite(suite: Suite): Promise<SuiteResult> {
  const begun = Date.now();
  console.log(`\n── ${suite.name}`);
  const result = await suite.run().catch((error): SuiteResult => {
    printProblem(error);
    const failure = `${suite.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
    return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
  });
  console.log(
    `── ${suite.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${((Date.now() - begun) / 1000).toFixed(0)} s)`,
  );
  return result;
}

function report(total: SuiteResult, hasRedis: boolean): number {
  console.log("");
  if (!hasRedis)
    console.log(
      "Redis-backed tests were skipped: no REDIS_URL, no redis-server here, and none could be installed.",
    );
  for (const failure of total.failures) console.log(`✖ ${failure}`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}
