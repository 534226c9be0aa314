import pg from "pg";
import { onDatabase, splitUrl } from "./arguments.mjs";

const CODE_OF_POSTGRES_ERROR = {
  "3D000": "P1003",
  "28P01": "P1000",
  28000: "P1000",
  ECONNREFUSED: "P1001",
  ENOTFOUND: "P1001",
  "42P04": "P1009",
};

/** Runs one statement on a connection of its own; without a statement it only connects. */
export async function execute(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (sql !== undefined) await client.query(sql);
  } finally {
    await client.end();
  }
}

export const quoteName = (name) => `"${name.replaceAll('"', '""')}"`;

/** Creates the database the URL names and returns its name. */
export async function createDatabase(url) {
  const { url: plain, database } = splitUrl(url);
  await execute(onDatabase(plain, "postgres"), `CREATE DATABASE ${quoteName(database)}`);
  return database;
}

/** Answers `schema-engine cli <command>`; the exit code and one JSON line on stderr are the reply. */
export async function runCommand(command, url) {
  const log = (level, fields) =>
    process.stderr.write(
      `${JSON.stringify({ timestamp: new Date().toISOString(), level, target: "schema_engine::logger", fields })}\n`,
    );
  log("INFO", { message: "Starting schema engine CLI" });
  try {
    if (command === "can-connect-to-database") await execute(splitUrl(url).url);
    else if (command === "create-database") await createDatabase(url);
    else throw new Error(`The schema engine shim has no command "${command}"`);
    return 0;
  } catch (error) {
    const code = CODE_OF_POSTGRES_ERROR[error.code] ?? "P1001";
    log("ERROR", { message: error.message || String(error.code), error_code: code, is_panic: false });
    return 1;
  }
}
