import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createGzip, gzip } from "node:zlib";
import type { Answer } from "./answer";

const squeeze = promisify(gzip);
const LEVEL = { level: constants.Z_BEST_SPEED } as const;
/** Below this a packet is not filled anyway. */
const GZIP_MIN_BYTES = 2_048;

function takesGzip(incoming: IncomingMessage): boolean {
  const accepts = incoming.headers["accept-encoding"];
  if (typeof accepts !== "string") return false;
  return accepts.split(",").some((one) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(one));
}

type Headers = Record<string, string | number>;

/**
 * Writes an answer to the socket.
 *
 * Straight to Node's response: Fetch's Response in between would be built, walked and thrown away for every call.
 */
export async function sendAnswer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: Answer,
  always: Readonly<Record<string, string>>,
): Promise<void> {
  const { status, type, body } = answer;
  const headers: Headers = { ...always, ...answer.headers };
  if (type !== undefined) headers["content-type"] = type;
  if (body === undefined) {
    if (status !== 204) headers["content-length"] = 0;
    outgoing.writeHead(status, headers).end();
    return;
  }
  headers.vary = "accept-encoding";
  const zip = takesGzip(incoming);
  if (typeof body === "string" || Buffer.isBuffer(body))
    await sendWhole(outgoing, status, headers, body, zip);
  else await sendChunks(outgoing, status, headers, body, zip);
}

async function sendWhole(
  outgoing: ServerResponse,
  status: number,
  headers: Headers,
  body: string | Buffer,
  zip: boolean,
): Promise<void> {
  const sizeBytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const zipped = zip && sizeBytes >= GZIP_MIN_BYTES ? await squeeze(body, LEVEL) : undefined;
  if (zipped) headers["content-encoding"] = "gzip";
  headers["content-length"] = zipped?.length ?? sizeBytes;
  outgoing.writeHead(status, headers).end(zipped ?? body);
}

/** What is made within this many bytes is sent as a whole; what fails until then is an honest error. */
const HELD_BYTES = 256 * 1024;

async function sendChunks(
  outgoing: ServerResponse,
  status: number,
  headers: Headers,
  body: AsyncIterable<string | Buffer>,
  zip: boolean,
): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let heldBytes = 0;
  let next = await chunks.next();
  for (; !next.done && heldBytes < HELD_BYTES; next = await chunks.next()) {
    const chunk = typeof next.value === "string" ? Buffer.from(next.value) : next.value;
    held.push(chunk);
    heldBytes += chunk.length;
  }
  if (next.done) return sendWhole(outgoing, status, headers, Buffer.concat(held), zip);
  const all = async function* () {
    yield* held;
    for (; !next.done; next = await chunks.next()) yield next.value;
  };
  if (zip) headers["content-encoding"] = "gzip";
  outgoing.writeHead(status, headers);
  const rest = Readable.from(all(), { objectMode: false });
  await (zip ? pipeline(rest, createGzip(LEVEL), outgoing) : pipeline(rest, outgoing));
}
