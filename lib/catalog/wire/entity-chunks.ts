import type { ServedBody, ServedCatalog } from "../served/served-catalog";
import type { Prune } from "./prune-fields";

/** Bodies asked for at once: a statement's worth, and some hundred kilobytes. */
const CHUNK = 500;

const COMMA = Buffer.from(",");

/** The entities at these ordinals as the inside of a JSON array, in chunks; one deleted in this moment is left out. */
export async function* entityChunks(
  served: ServedCatalog,
  ordinals: readonly number[],
  prune: Prune | undefined,
): AsyncGenerator<ServedBody> {
  let between = "";
  for (let start = 0; start < ordinals.length; start += CHUNK) {
    const found = await served.bodies(ordinals.slice(start, start + CHUNK));
    const bodies = found.filter((body) => body !== undefined);
    if (bodies.length === 0) continue;
    yield joined(between, prune ? bodies.map(prune) : bodies);
    between = ",";
  }
}

// Texts stay texts: each as bytes of its own would be three copies of a megabyte a page, and a third of its time collecting them.
function joined(before: string, bodies: readonly ServedBody[]): ServedBody {
  if (bodies.every((body) => typeof body === "string")) return before + bodies.join(",");
  const parts = bodies.flatMap((body, i) => [
    i === 0 ? Buffer.from(before) : COMMA,
    typeof body === "string" ? Buffer.from(body) : body,
  ]);
  return Buffer.concat(parts);
}

/** Text around chunks, as one stream of JSON. */
export async function* wrapped(
  before: string,
  chunks: AsyncIterable<ServedBody>,
  after: string,
): AsyncGenerator<ServedBody> {
  yield before;
  yield* chunks;
  yield after;
}
