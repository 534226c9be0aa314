import { report } from "../report";
import type { Yardstick } from "../yardstick";
import type { Sample } from "./data";
import type { Load } from "./load";
import { type DatabaseState, readDatabase, readUsage, type Usage } from "./processes";

export const TENANT = "acme";
export const API = `/api/${TENANT}/catalog`;

/** One size of the catalog under measurement. */
export type Bench = {
  readonly n: number;
  readonly sample: Sample;
  readonly headers: Readonly<Record<string, string>>;
  readonly yardstick: Yardstick;
};

/** Reports how many requests were answered in a second, and how long most of them waited. */
export function tell(
  name: string,
  load: Load,
  limits: { readonly atLeast?: number; readonly p95?: number },
  yardstick: Yardstick,
): void {
  report({ name, value: load.perSecond, unit: "req/s", atLeast: limits.atLeast, detail: load }, yardstick);
  if (limits.p95 !== undefined)
    report({ name: `${name} p95`, value: load.p95, unit: "ms", limit: limits.p95 }, yardstick);
}

/** What work took: time, processor of each part, and what was written. */
export type Cost = { readonly seconds: number; readonly usage: Usage; readonly database: DatabaseState };

export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const database = await readDatabase();
  const [usage, begun] = [readUsage(), performance.now()];
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const used = readUsage();
  const written = await readDatabase();
  return {
    seconds,
    usage: {
      ...used,
      webCpuMs: used.webCpuMs - usage.webCpuMs,
      workerCpuMs: used.workerCpuMs - usage.workerCpuMs,
      postgresCpuMs: used.postgresCpuMs - usage.postgresCpuMs,
    },
    database: {
      walBytes: written.walBytes - database.walBytes,
      sizeMb: written.sizeMb - database.sizeMb,
      rowsWritten: written.rowsWritten - database.rowsWritten,
    },
  };
}
