import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { fixAdapter } from "./adapter-fixes.mjs";
import { onDatabase, splitUrl } from "./arguments.mjs";
import { createDatabase, execute, quoteName } from "./databases.mjs";

const NOWHERE = "postgresql://127.0.0.1:1/none";

/** Loads the WebAssembly engine that npm ships. */
export async function loadWasm() {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = await import(script);
  const bytes = readFileSync(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

// Not PrismaPg.connectToShadowDb(): given a connection string it connects to the MAIN database and migrates that.
async function openShadowDatabase({ url, schema }) {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await execute(url, `CREATE DATABASE ${quoteName(name)}`);
  const shadow = fixAdapter(
    await new PrismaPg({ connectionString: onDatabase(url, name) }, { schema }).connect(),
  );
  const dispose = shadow.dispose.bind(shadow);
  let gone = false;
  shadow.dispose = async () => {
    if (gone) return;
    gone = true;
    await dispose();
    await execute(url, `DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`);
  };
  return shadow;
}

function makeFactory(target, opened) {
  const inner = new PrismaPg({ connectionString: target.url }, { schema: target.schema });
  const remember = (adapter) => {
    opened.push(adapter);
    return adapter;
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: inner.provider,
    adapterName: inner.adapterName,
    connect: async () => remember(fixAdapter(await inner.connect())),
    connectToShadowDb: async () => remember(await openShadowDatabase(target)),
  });
}

/** One engine per process: `call` runs a JSON-RPC method, `close` drops what was opened. */
export async function openEngine(given) {
  const glue = await loadWasm();
  const opened = [];
  let started;

  const start = (url) => {
    started ??= (async () => {
      const factory = makeFactory(splitUrl(url || NOWHERE), opened);
      const datamodels = given.datamodels.map((file) => [file, readFileSync(file, "utf8")]);
      const engine = await glue.SchemaEngine.new(
        { datamodels: datamodels.length ? datamodels : undefined },
        () => {},
        factory,
      );
      return { engine, factory };
    })();
    return started;
  };

  async function call(method, params) {
    if (method === "createDatabase") return { databaseName: await createDatabase(given.datasource?.url) };
    const { engine, factory } = await start(params?.datasource?.url ?? given.datasource?.url);
    try {
      if (method === "getDatabaseVersion") return await engine.version(params);
      if (typeof engine[method] !== "function")
        throw new Error(`The schema engine has no method "${method}"`);
      // These two never hand the shadow database's factory on; they succeed only when the schema of these migrations is
      // in the engine's cache, which a diagnosis fills.
      if (method === "evaluateDataLoss" || method === "createMigration") {
        const { migrationsList, filters } = params;
        await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: true, filters });
      }
      return (await engine[method](params)) ?? {};
    } catch (error) {
      // The WASM engine says only "External error id#N"; the adapter keeps what really happened.
      const id = /External error id#(\d+)/.exec(error?.message ?? "")?.[1];
      throw (id !== undefined && factory.errorRegistry.consumeError(Number(id))?.error) || error;
    }
  }

  const close = async () => {
    for (const adapter of opened) await adapter.dispose?.();
  };
  return { call, close };
}
