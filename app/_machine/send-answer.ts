import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { constants, createGzip, gzip } from "node:zlib";
import type { Answer } from "./answer";
import { namesTag, weakTag } from "./weak-tag";

const squeeze = promisify(gzip);
const LEVEL = { level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 } as const;
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
  const exchange = { incoming, outgoing, status, headers, tagged: answer.tagged ?? false };
  if (typeof body === "string" || Buffer.isBuffer(body)) await sendWhole(exchange, body);
  else await sendChunks(exchange, body);
}

type Exchange = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly status: number;
  readonly headers: Headers;
  readonly tagged: boolean;
};

async function sendWhole(exchange: Exchange, body: string | Buffer): Promise<void> {
  const { incoming, outgoing, status, headers } = exchange;
  if (exchange.tagged) {
    headers.etag = weakTag(body);
    if (incoming.method === "GET" && namesTag(incoming.headers["if-none-match"], headers.etag)) {
      delete headers["content-type"];
      outgoing.writeHead(304, headers).end();
      return;
    }
  }
  const zip = takesGzip(incoming);
  const sizeBytes = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const zipped = zip && sizeBytes >= GZIP_MIN_BYTES ? await squeeze(body, LEVEL) : undefined;
  if (zipped) headers["content-encoding"] = "gzip";
  headers["content-length"] = zipped?.length ?? sizeBytes;
  outgoing.writeHead(status, headers).end(zipped ?? body);
}

/** What is made within this many bytes is sent as a whole; what fails until then is an honest error. */
const HELD_BYTES = 256 * 1024;

async function sendChunks(exchange: Exchange, body: AsyncIterable<string | Buffer>): Promise<void> {
  const { incoming, outgoing, status, headers } = exchange;
  const chunks = body[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let heldBytes = 0;
  let next = await chunks.next();
  for (; !next.done && heldBytes < HELD_BYTES; next = await chunks.next()) {
    const chunk = typeof next.value === "string" ? Buffer.from(next.value) : next.value;
    held.push(chunk);
    heldBytes += chunk.length;
  }
  if (next.done) return sendWhole(exchange, Buffer.concat(held));
  const all = async function* () {
    yield* held;
    for (; !next.done; next = await chunks.next()) yield next.value;
  };
  const zip = takesGzip(incoming);
  if (zip) headers["content-encoding"] = "gzip";
  outgoing.writeHead(status, headers);
  const rest = Readable.from(all(), { objectMode: false });
  await (zip ? pipeline(rest, createGzip(LEVEL), outgoing) : pipeline(rest, outgoing));
}
