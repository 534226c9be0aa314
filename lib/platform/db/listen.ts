import pg from "pg";
import { config } from "@/lib/platform/config";

/**
 * Listens to a Postgres channel on a connection of its own and reconnects when it drops.
 *
 * @param onMessage - called with each payload; a message sent while not listening is lost, so readers re-read on `onListening`
 * @param onListening - each time the channel is heard from now on, the first time too
 * @returns closes the connection
 */
export function listen(
  channel: string,
  onMessage: (payload: string) => void,
  onListening: () => void = () => undefined,
): () => Promise<void> {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const retry = () => {
    if (closed) return;
    timer = setTimeout(() => void connect(), 1_000);
  };
  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: config().APP_DATABASE_URL });
    client = next;
    let failed = false;
    const fail = () => {
      if (failed) return;
      failed = true;
      retry();
    };
    next.on("error", fail);
    next.on("end", fail);
    next.on("notification", (message) => onMessage(message.payload ?? ""));
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      onListening();
    } catch {
      // The cause is the database's outage, which /readyz reports; this side only tries again.
      fail();
    }
  }
  void connect();
  return async () => {
    closed = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
