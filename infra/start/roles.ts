import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { StartProblem } from "./problem.mjs";

const SCRIPT = path.join(import.meta.dirname, "../postgres/roles.sql");

/** The product's own connection string: role portico_app, whose password follows from the owner's. */
export function appUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = createHash("sha256")
    .update(`portico-app:${decodeURIComponent(url.password)}`)
    .digest("hex");
  url.username = "portico_app";
  return url.toString();
}

/**
 * Creates the product's roles, or brings them up to date.
 *
 * @param appUrl - where the given one names another role than portico_app, the operator manages roles: nothing is done
 */
export async function ensureRoles(ownerUrl: string, appUrl: string): Promise<readonly string[]> {
  const app = new URL(appUrl);
  if (app.username !== "portico_app") return [];
  const client = new pg.Client({ connectionString: ownerUrl });
  const notices: string[] = [];
  client.on("notice", (notice) => notice.message?.startsWith("portico_") && notices.push(notice.message));
  await connectOrExplain(client, ownerUrl);
  try {
    await client.query("SELECT set_config('portico.app_password', $1, false)", [
      decodeURIComponent(app.password),
    ]);
    await client.query(readFileSync(SCRIPT, "utf8"));
    return notices;
  } finally {
    await client.end();
  }
}

async function connectOrExplain(client: pg.Client, ownerUrl: string): Promise<void> {
  try {
    await client.connect();
  } catch (cause) {
    const { hostname, port, pathname } = new URL(ownerUrl);
    const message =
      cause instanceof Error ? cause.message || String("code" in cause ? cause.code : cause) : String(cause);
    throw Object.assign(
      new StartProblem(
        `The database ${pathname.slice(1)} on ${hostname}:${port || 5432} refuses the connection: ${message}`,
        "Check DATABASE_URL: server running, database created, user and password right.",
      ),
      { cause },
    );
  }
}
