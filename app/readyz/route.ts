import { asSystem } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";

export const dynamic = "force-dynamic";

/** Ready: the database answers within two seconds. 503 with the part that does not. */
export async function GET(): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    await Promise.race([
      asSystem("readyz", (db) => db.sql("SELECT 1")),
      new Promise((_, reject) => setTimeout(() => reject(new Error("no answer within 2 s")), 2_000)),
    ]);
    return Response.json({ status: "ready", database: "ok" }, { headers });
  } catch (error) {
    logger().error({ err: error }, "readyz: database");
    return Response.json({ status: "unavailable", database: "unreachable" }, { status: 503, headers });
  }
}
