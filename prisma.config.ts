import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's CLI downloads its engine unless this names one. Ours is the WebAssembly engine from npm behind the same protocol.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, "infra/start/schema-engine.mjs");

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Not env(): that throws in `prisma generate`, which needs no database.
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
