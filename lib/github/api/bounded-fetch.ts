/** Bounds of one request: an answer that is late or too large becomes an error, never a full memory. */
export type FetchBounds = { readonly timeoutMs: number; readonly maxBytes: number };

async function readCapped(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    sizeBytes += value.byteLength;
    if (sizeBytes > maxBytes) {
      await reader.cancel();
      throw new Error(`the answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(value);
  }
}

/** A fetch that reads the whole body within the bounds, so that a cut or endless body fails here and is retried. */
export function boundedFetch(bounds: FetchBounds): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(bounds.timeoutMs) });
    if (!response.body || response.status === 204 || response.status === 205 || response.status === 304)
      return response;
    // The size counts after decompression: a small gzip may unfold to gigabytes.
    const body = await readCapped(response.body, bounds.maxBytes);
    const headers = new Headers(response.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    return new Response(new Uint8Array(body), { status: response.status, headers });
  };
}
