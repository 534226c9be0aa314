import type { ServedCatalog } from "../served/served-catalog";
import type { Prune } from "./prune-fields";

/** A part of a JSON text, as it is sent. */
export type JsonChunk = Buffer | string;

/** Bodies asked for at once: a statement's worth, and some hundred kilobytes. */
export const CHUNK = 500;

/** The entities at these ordinals as the inside of a JSON array, in chunks; one deleted in this moment is left out. */
export async function* entityChunks(
  served: ServedCatalog,
  ordinals: readonly number[],
  prune: Prune | undefined,
): AsyncGenerator<JsonChunk> {
  let isFirst = true;
  for (let start = 0; start < ordinals.length; start += CHUNK) {
    const some = ordinals.slice(start, start + CHUNK);
    const chunk = prune ? await pruned(served, some, prune) : await served.bodiesJoined(some);
    if (chunk.length === 0) continue;
    if (!isFirst) yield ",";
    yield chunk;
    isFirst = false;
  }
}

async function pruned(served: ServedCatalog, ordinals: readonly number[], prune: Prune): Promise<string> {
  const bodies = await served.bodies(ordinals);
  return bodies
    .filter((body) => body !== undefined)
    .map(prune)
    .join(",");
}

/** Text around chunks, as one stream of JSON. */
export async function* wrapped(
  before: string,
  chunks: AsyncIterable<JsonChunk>,
  after: string,
): AsyncGenerator<JsonChunk> {
  yield before;
  yield* chunks;
  yield after;
}
