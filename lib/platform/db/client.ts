import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { config } from "@/lib/platform/config";
import { PrismaClient } from "./generated/client";

type Clients = { readonly pool: pg.Pool; readonly prisma: PrismaClient };

// Next may evaluate this module once per bundle of one process; the pool must be one.
const holder = globalThis as typeof globalThis & { porticoDb?: Clients };

function open(): Clients {
  const { APP_DATABASE_URL, DATABASE_POOL_MAX } = config();
  const pool = new pg.Pool({
    connectionString: APP_DATABASE_URL,
    max: DATABASE_POOL_MAX,
    connectionTimeoutMillis: 10_000,
    // Statements that do not wait for each other's answers go out at once; an error still ends its own transaction only.
    pipeline: true,
  });
  // A connection that dies while idle must not take the process with it; the next query opens another.
  pool.on("error", () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

export function clients(): Clients {
  holder.porticoDb ??= open();
  return holder.porticoDb;
}

/** Closes every connection of this process. */
export async function closeDatabase(): Promise<void> {
  const open = holder.porticoDb;
  if (!open) return;
  holder.porticoDb = undefined as never;
  await open.prisma.$disconnect();
  await open.pool.end();
}
