import type { ServedCatalog } from "../served/served-catalog";
import type { Prune } from "./prune-fields";

/** Bodies asked for at once: a statement's worth, and some hundred kilobytes. */
const CHUNK = 500;

const COMMA = Buffer.from(",");

/** The entities at these ordinals as the inside of a JSON array, in chunks; one deleted in this moment is left out. */
export async function* entityChunks(
  served: ServedCatalog,
  ordinals: readonly number[],
  prune: Prune | undefined,
): AsyncGenerator<Buffer> {
  let first = true;
  for (let start = 0; start < ordinals.length; start += CHUNK) {
    const bodies = await served.bodies(ordinals.slice(start, start + CHUNK));
    const parts: Buffer[] = [];
    for (const body of bodies) {
      if (!body) continue;
      if (!first) parts.push(COMMA);
      first = false;
      parts.push(prune ? Buffer.from(prune(body)) : body);
    }
    yield Buffer.concat(parts);
  }
}

/** Text around chunks, as one stream of JSON. */
export async function* wrapped(
  before: string,
  chunks: AsyncIterable<Buffer>,
  after: string,
): AsyncGenerator<Buffer> {
  yield Buffer.from(before);
  yield* chunks;
  yield Buffer.from(after);
}
