import autocannon from "autocannon";
import { portal } from "../../fixtures/product";
import { readUsage } from "./processes";

export type Load = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly concurrency: number;
  readonly requests: number;
  readonly appCpuMsPerRequest: number;
  readonly postgresCpuMsPerRequest: number;
  readonly webRssMb: number;
};

export type Question = { readonly method?: "GET" | "POST"; readonly path: string; readonly body?: string };

const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;

/**
 * Asks the same kind of question over and over, each connection walking through the variants.
 *
 * @throws when any answer is not 2xx: a fast error is no figure
 */
export async function ask(
  questions: readonly Question[],
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly concurrency?: number;
    readonly seconds?: number;
    readonly warmUpSeconds?: number;
    readonly base?: string;
  },
): Promise<Load> {
  const { headers, concurrency = 16, seconds = 4, warmUpSeconds = 1, base = portal } = options;
  const run = (duration: number) =>
    autocannon({ url: base, connections: concurrency, duration, headers, requests: questions });
  await run(warmUpSeconds);
  const before = readUsage();
  const running = run(seconds);
  // autocannon's own histogram has 97.5 % and no 95.
  const times: number[] = [];
  running.on("response", (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const result = await running;
  const after = readUsage();
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      `${questions[0]?.path}: ${result.non2xx} answers were not 2xx, ${result.errors} connections failed`,
    );
  const { total } = result.requests;
  times.sort((a, b) => a - b);
  const percentile = (share: number) => round(times[Math.ceil(share * times.length) - 1] ?? 0);
  return {
    perSecond: round(total / seconds, 1),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    concurrency,
    requests: total,
    appCpuMsPerRequest: round((after.webCpuMs - before.webCpuMs) / total),
    postgresCpuMsPerRequest: round((after.postgresCpuMs - before.postgresCpuMs) / total),
    webRssMb: after.webRssMb,
  };
}
