import { setTimeout as sleep } from "node:timers/promises";
import { report } from "../report";
import { type Bench, costOf } from "./bench";
import { asOwner } from "./processes";

/** What the product takes while nothing changes. */
export async function benchIdle(bench: Bench, seconds = 30): Promise<void> {
  // Checkpoints and vacuum after the writes are not the steady state.
  await waitVacuumed();
  const { usage, database } = await costOf(() => sleep(seconds * 1000));
  const cores = (usage.webCpuMs + usage.workerCpuMs + usage.postgresCpuMs) / 1000 / seconds;
  report(
    { name: `catalog.idle-cores n=${bench.n}`, value: cores, unit: "cores", limit: 0.02, detail: usage },
    bench.yardstick,
  );
  const mb = (database.walBytes / 1e6) * (60 / seconds);
  report({ name: `catalog.idle-wal n=${bench.n}`, value: mb, unit: "MB/min", limit: 0.5 }, bench.yardstick);
}

/** Until no vacuum has been at work for ten seconds; a minute and a half at most, since it comes once a minute. */
async function waitVacuumed(): Promise<void> {
  await sleep(65_000);
  await waitNone("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'", {
    everyMs: 1_000,
    times: 10,
    asksMax: 90,
  });
}

/** Until the demo's catalogs are filled and nothing has been at work for two seconds. */
export async function waitQuiet(): Promise<void> {
  await waitNone(
    "SELECT 1 FROM outbox WHERE status IN ('queued', 'running') OR (status = 'pending' AND available_at <= now())",
    { everyMs: 500, times: 4, asksMax: Number.POSITIVE_INFINITY },
  );
}

/** Until a question has found no row so many times in a row. */
async function waitNone(
  sql: string,
  { everyMs, times, asksMax }: { readonly everyMs: number; readonly times: number; readonly asksMax: number },
): Promise<void> {
  for (let quiet = 0, asked = 0; quiet < times && asked < asksMax; asked++) {
    await sleep(everyMs);
    const { rowCount } = await asOwner((client) => client.query(sql));
    quiet = rowCount === 0 ? quiet + 1 : 0;
  }
}
