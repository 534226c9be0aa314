import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuild } from "./build";
import { bundleFile, ensureBundles } from "./bundle";
import { type Child, startChild, waitAnswer } from "./child";
import { openDataDir } from "./data-dir";
import { findFreePort, isPortFree } from "./free-port";
import { ensurePrismaClient } from "./generate";
import { keepChild } from "./keep-child";
import { migrate } from "./migrate";
import type { StartOptions } from "./options";
import { startPostgres } from "./postgres";
import { StartProblem } from "./problem.mjs";
import { appUrlOf, ensureRoles } from "./roles";
import { ROOT } from "./root.mjs";
import { ensureSecret } from "./secret";
import { planStandins, STANDIN_PORTS, type Standins } from "./standins";

// V8 lets a heap of 150 MB grow to 600 before it collects where memory is free; half as much again costs no speed.
const HEAP = "--heap-growing-percent=50";

export type DemoLogin = Readonly<Record<string, string>>;

export type Product = {
  readonly url: string;
  readonly logDir: string;
  readonly standinUrls: Readonly<Record<string, string>>;
  readonly demoLogins: readonly DemoLogin[];
  /** settings of the product's processes */
  readonly env: Readonly<Record<string, string>>;
  /** settles with the cause when any part ends unasked */
  readonly crashed: Promise<string>;
  /** web, workers, stand-ins, database, in that order; safe to call twice */
  stop(): Promise<void>;
};

/** Told of each step, with its outcome. */
export type Say = (step: string, outcome: string) => void;

/**
 * Starts the whole product: database, stand-ins, web, workers, demo companies.
 *
 * What has been started is stopped again when a later step fails.
 *
 * @param env - the operator's settings; usually process.env
 * @param signal - gives up a start that is under way
 * @throws StartProblem with cause and fix
 */
export async function startProduct(
  options: StartOptions,
  env: NodeJS.ProcessEnv,
  say: Say,
  signal: AbortSignal = new AbortController().signal,
): Promise<Product> {
  const dataDir = await openDataDir(options.dataDir, options.fresh);
  const undo: (() => Promise<void>)[] = [async () => dataDir.release()];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  const assembling = assemble();
  try {
    return await Promise.race([assembling, aborted(signal)]);
  } catch (error) {
    await stop();
    // Given up in the middle of a step: what that step still brings up is taken down as well.
    await Promise.race([assembling.catch(() => undefined), sleep(3_000, undefined, { ref: false })]);
    await stop();
    throw error;
  }

  async function assemble(): Promise<Product> {
    const logDir = dataDir.file("logs");
    const url = (env.PORTICO_URL || `http://localhost:${options.port}`).replace(/\/+$/, "");
    const standins = planStandins({
      env,
      portBase: options.fakesPortBase,
      stateDir: dataDir.file("standins"),
      portalUrl: `http://localhost:${options.port}`,
      snapshots: options.snapshots,
    });
    await requirePorts(options, standins);

    say("prisma client", await ensurePrismaClient());
    const database = await openDatabase();
    say("schema", await migrate(database.ownerUrl));
    const [build] = await Promise.all([ensureBuild(), ensureBundles()]);
    say("build", build);

    const healthPort = await findFreePort();
    const productEnv: Record<string, string> = {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // glibc gives each thread a heap of its own and returns little of it: a hundred megabytes more for the same work.
      MALLOC_ARENA_MAX: "2",
      // Large pieces go back at once. Left to itself it keeps those of up to 32 MB once one was given back.
      MALLOC_MMAP_THRESHOLD_: "524288",
      MALLOC_TRIM_THRESHOLD_: "1048576",
      PORT: String(options.port),
      PORTICO_URL: url,
      PORTICO_DATA_DIR: dataDir.path,
      PORTICO_SECRET: ensureSecret(env.PORTICO_SECRET, dataDir.file("secret")),
      APP_DATABASE_URL: database.appUrl,
      ...standins?.productEnv,
    };
    const children: Child[] = [];
    const launch = (
      name: string,
      args: readonly string[],
      extra: Readonly<Record<string, string>>,
      start: (options: Parameters<typeof startChild>[0]) => Child = startChild,
    ) => {
      signal.throwIfAborted();
      const child = start({ name, args, env: { ...productEnv, ...extra }, logDir });
      children.push(child);
      undo.push(() => child.stop());
      return child;
    };

    const fakes =
      standins && launch("standins", ["--enable-source-maps", bundleFile("standins")], standins.ownEnv);
    const workers = launch(
      "workers",
      [HEAP, "--enable-source-maps", bundleFile("workers")],
      { WORKER_HEALTH_PORT: String(healthPort) },
      (options) => keepChild(options, (cause) => say("workers", `${cause}; started again`)),
    );
    const web = launch("web", [HEAP, "infra/start/web.mjs"], {});
    const crashed = Promise.race([...children.map((child) => child.crashed), database.crashed]);
    const local = `http://127.0.0.1:${options.port}`;
    await Promise.all([
      ...(fakes ? Object.values(standins.urls).map((one) => waitAnswer(one, fakes.crashed)) : []),
      waitAnswer(`http://127.0.0.1:${healthPort}`, workers.crashed),
      waitAnswer(`${local}/readyz`, web.crashed, (status) => status === 200),
    ]);
    say("processes", children.map((child) => child.name).join(", "));

    const runtimeEnv = {
      ...productEnv,
      DATABASE_URL: database.ownerUrl,
      FAKES_PORT_BASE: String(options.fakesPortBase),
    };
    writeFileSync(
      dataDir.file("runtime.json"),
      JSON.stringify({ url, pid: process.pid, env: runtimeEnv }, undefined, 2),
      { mode: 0o600 },
    );
    undo.push(async () => rmSync(dataDir.file("runtime.json"), { force: true }));

    const demoLogins =
      options.demo && standins?.names.includes("github") ? await seedDemo(runtimeEnv, logDir) : [];
    return { url, logDir, standinUrls: standins?.urls ?? {}, demoLogins, env: runtimeEnv, crashed, stop };
  }

  async function openDatabase(): Promise<{ ownerUrl: string; appUrl: string; crashed: Promise<string> }> {
    const never = new Promise<string>(() => undefined);
    const given = env.DATABASE_URL;
    const embedded = given ? undefined : await startPostgres({ dataDir: dataDir.path });
    if (embedded) undo.push(embedded.stop);
    const ownerUrl = given ?? embedded?.ownerUrl ?? "";
    const appUrl = env.APP_DATABASE_URL || appUrlOf(ownerUrl);
    for (const notice of await ensureRoles(ownerUrl, appUrl)) say("database", notice);
    say("database", given ? `DATABASE_URL on ${new URL(given).host}` : "embedded Postgres");
    return { ownerUrl, appUrl, crashed: embedded?.crashed ?? never };
  }

  async function seedDemo(
    seedEnv: Readonly<Record<string, string>>,
    logDir: string,
  ): Promise<readonly DemoLogin[]> {
    const script = "prisma/seed/demo.ts";
    if (!existsSync(path.join(ROOT, script))) return [];
    const logins = dataDir.file("demo-logins.json");
    const done = dataDir.file("demo-seeded");
    if (!existsSync(done)) {
      const seed = startChild({ name: "seed", args: ["--import", "tsx", script], env: seedEnv, logDir });
      undo.push(() => seed.stop());
      const failure = await seed.finished;
      if (failure)
        throw new StartProblem(
          `The demo companies could not be made: ${failure}`,
          "Start with --no-demo to do without them.",
        );
      writeFileSync(done, "");
      say("demo", "companies made; their catalogs fill while you sign in");
    }
    return existsSync(logins) ? JSON.parse(readFileSync(logins, "utf8")) : [];
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
}

async function requirePorts(options: StartOptions, standins: Standins | undefined): Promise<void> {
  if (!(await isPortFree(options.port))) {
    throw new StartProblem(
      `Port ${options.port} is taken by another process, and the portal listens there.`,
      "Stop that process or choose another port: PORT=3100 npm start",
    );
  }
  if (!standins) return;
  for (let port = options.fakesPortBase; port < options.fakesPortBase + STANDIN_PORTS; port++) {
    if (await isPortFree(port, "127.0.0.1")) continue;
    throw new StartProblem(
      `Port ${port} is taken by another process, and the local stand-ins use ${options.fakesPortBase} to ${options.fakesPortBase + STANDIN_PORTS - 1}.`,
      `Stop that process or choose another range: FAKES_PORT_BASE=${options.fakesPortBase + 100} npm start`,
    );
  }
}
