import { clients } from "./client";
import { isOutdated, type Sql, sqlOn } from "./run-sql";

/**
 * Runs `work` in a transaction on a connection of its own. Rolls back when it throws.
 *
 * The beginning and the first statement travel together: statements are carried out in the order they were sent, and after a
 * beginning that failed, whatever follows fails too.
 *
 * @param begin - SQL text that opens the transaction and sets what row security asks for
 */
export async function transaction<T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await clients().pool.connect();
  const run = sqlOn(client);
  let [broken, ended] = [false, false];
  const sql: Sql = async (text, values) => {
    // The connection belongs to somebody else by now.
    if (ended) throw new Error("A statement came after the end of its transaction.");
    return run(text, values);
  };
  try {
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const result = await work(sql);
    ended = true;
    await begun;
    await client.query("COMMIT");
    return result;
  } catch (error) {
    ended = true;
    broken = isOutdated(error);
    await client.query("ROLLBACK").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Answers of statements that do not need each other's: they go out at once and are carried out in the order given. Ends when
 * all have ended, so that none is on its way when the transaction is given up.
 *
 * @throws what the first of them in this order threw
 */
export async function together<const T extends readonly unknown[]>(
  statements: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(statements);
  return Promise.all(statements);
}
