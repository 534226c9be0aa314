#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which its CLI would download: the same command line and the same JSON-RPC
// on stdio, over the WebAssembly engine that npm ships. prisma.config.ts names this file.
import { readArguments } from "./schema-engine/arguments.mjs";
import { runCommand } from "./schema-engine/databases.mjs";
import { loadWasm, openEngine } from "./schema-engine/engine.mjs";
import { serve } from "./schema-engine/json-rpc.mjs";

const given = readArguments(process.argv.slice(2));

if (given.version) {
  console.log(`schema-engine-cli ${(await loadWasm()).version()}`);
} else if (given.command) {
  process.exit(await runCommand(given.command, given.datasource?.url));
} else {
  serve(await openEngine(given));
}
