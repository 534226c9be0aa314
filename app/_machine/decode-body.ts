import type { IncomingMessage } from "node:http";
import { pipeline, Readable } from "node:stream";
import { createGunzip, createInflate, type Gunzip, type Inflate } from "node:zlib";
import { AppError } from "@/lib/platform/errors";

/** What a body may be packed with, as the document names it. */
export const BODY_ENCODINGS = ["gzip", "deflate"] as const;

type Decoder = Gunzip | Inflate;

const DECODERS: ReadonlyMap<string, () => Decoder> = new Map<string, () => Decoder>([
  ["gzip", createGunzip],
  // Its older name: RFC 9110, 8.4.1.3.
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
]);

/**
 * The body of a request as its sender wrote it: unpacked while it comes, so that limits count what was meant and one of any
 * size costs a chunk of memory.
 *
 * @throws AppError unsupported_type - it is packed in another way. Reading throws AppError invalid_input - it does not unpack
 */
export function decodeBody(incoming: IncomingMessage): Readable {
  const encoding = (incoming.headers["content-encoding"] ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return bytesOf(incoming);
  const makeDecoder = DECODERS.get(encoding);
  if (!makeDecoder)
    throw new AppError(
      "unsupported_type",
      `Content-Encoding "${encoding.slice(0, 80)}" is not read here: send the body with ${BODY_ENCODINGS.join(" or ")}, or as it is without the header.`,
    );
  return Readable.from(unpacked(incoming, makeDecoder(), encoding), { objectMode: false });
}

/** The bytes of a request; whoever stops reading them leaves the connection fit for the answer and for the next request. */
function bytesOf(incoming: IncomingMessage): Readable {
  return Readable.from(read(incoming), { objectMode: false });
}

async function* read(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // Destroying the request would take the connection along, and with it the answer that says what is wrong.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) yield chunk;
  } finally {
    // The rest of the body stands before the next request.
    incoming.resume();
  }
}

async function* unpacked(
  incoming: IncomingMessage,
  decoder: Decoder,
  encoding: string,
): AsyncGenerator<Buffer> {
  // What fails is told by the loop below.
  pipeline(bytesOf(incoming), decoder, () => undefined);
  try {
    for await (const chunk of decoder) yield chunk;
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw broken(encoding, cause.message, cause);
  }
  // zlib takes no bytes at all for a whole body; an empty one replaces a set with nothing, so it has to be said.
  if (decoder.bytesWritten === 0) throw broken(encoding, "it has no bytes");
}

function broken(encoding: string, why: string, cause?: unknown): AppError {
  return new AppError(
    "invalid_input",
    `The body is not whole or not ${encoding}, as its Content-Encoding says: ${why}. Nothing of it was applied; send it again.`,
    { cause },
  );
}

function isZlibError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_")
  );
}
