import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { migrate } from "../start/migrate";
import { startPostgres } from "../start/postgres";
import { appUrlOf, ensureRoles } from "../start/roles";

// `npm run -s dev:db -- DIR`: a migrated database for work on tests, until Ctrl-C; writes its URLs to DIR.env.
// Tests use it with: TEST_DATABASE_URL=… npx vitest run --project db FILE
const dir = path.resolve(process.argv[2] ?? ".portico/dev-db");
mkdirSync(dir, { recursive: true });
const postgres = await startPostgres({ dataDir: dir, settings: { max_connections: "300" } });
const appUrl = appUrlOf(postgres.ownerUrl);
try {
  await ensureRoles(postgres.ownerUrl, appUrl);
  await migrate(postgres.ownerUrl);
} catch (error) {
  await postgres.stop();
  throw error;
}

const lines = `export DATABASE_URL='${postgres.ownerUrl}'\nexport TEST_DATABASE_URL='${postgres.ownerUrl}'\nexport APP_DATABASE_URL='${appUrl}'\n`;
writeFileSync(`${dir}.env`, lines, { mode: 0o600 });
console.log(lines);

async function stop(): Promise<void> {
  await postgres.stop();
  rmSync(`${dir}.env`, { force: true });
  process.exit(0);
}
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
console.log(await postgres.crashed);
process.exit(1);
