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
  for (let quiet = 0, waited = 0; quiet < 10 && waited < 90; waited++) {
    await sleep(1_000);
    const busy = await asOwner(async (client) => {
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'",
      );
      return (rows[0]?.n ?? 0) > 0;
    });
    quiet = busy ? 0 : quiet + 1;
  }
}

/** Until the demo's catalogs are filled and nothing has been at work for two seconds. */
export async function waitQuiet(): Promise<void> {
  for (let quiet = 0; quiet < 4; ) {
    await sleep(500);
    const busy = await asOwner(async (client) => {
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM outbox WHERE status IN ('queued', 'running') OR (status = 'pending' AND available_at <= now())",
      );
      return (rows[0]?.n ?? 0) > 0;
    });
    quiet = busy ? 0 : quiet + 1;
  }
}
