import { lookup as dnsLookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { config } from "@/lib/platform/config";
import { AppError, messageOf } from "@/lib/platform/errors";
import { isPublicAddress } from "./address";

export type EgressRequest = {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
};
export type EgressResponse = { readonly status: number; readonly headers: Headers; readonly text: string };

const connect = buildConnector({ timeout: 5_000 });

/** Refuses before a socket opens: the address that was checked is the address that is connected to. */
const guardedAgent = new Agent({
  connect: (options, callback) => {
    const refuse = (address: string) => callback(new Error(`address ${address} is not public`), null);
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (config().PORTICO_EGRESS_ALLOW.includes(`${host}:${options.port}`)) return connect(options, callback);
    // A literal IP never reaches a lookup function, so it is checked here.
    if (isIP(host)) return isPublicAddress(host) ? connect(options, callback) : refuse(host);
    dnsLookup(host, { all: true }, (error, addresses) => {
      if (error) return callback(error, null);
      const bad = addresses.find((entry) => !isPublicAddress(entry.address));
      const first = addresses[0];
      if (bad || !first) return refuse(bad?.address ?? host);
      connect({ ...options, hostname: first.address, servername: options.servername ?? host }, callback);
    });
  },
});

async function readCapped(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new AppError("upstream_failed", `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Calls an address that a customer's setting names (plugins, SSO discovery). Redirects are not followed.
 *
 * @returns status, headers and at most `maxBytes` (default 2 MiB) of text
 * @throws AppError invalid_input - not http(s); upstream_failed - refused address, no connection, too large; timeout
 */
export async function egressFetch(address: string, request: EgressRequest = {}): Promise<EgressResponse> {
  const url = parseUrl(address);
  const timeoutMs = request.timeoutMs ?? 10_000;
  try {
    const response = await undiciFetch(url, {
      method: request.method ?? "GET",
      headers: { "user-agent": "Portico", ...request.headers },
      body: request.body ?? null,
      redirect: "manual",
      dispatcher: guardedAgent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readCapped(response.body, request.maxBytes ?? 2 * 1024 * 1024);
    return { status: response.status, headers: new Headers([...response.headers]), text };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && error.name === "TimeoutError") {
      throw new AppError("timeout", `${url.host} did not answer within ${timeoutMs} ms.`, { cause: error });
    }
    const cause = error instanceof Error && error.cause ? messageOf(error.cause) : messageOf(error);
    throw new AppError("upstream_failed", `${url.host} could not be reached: ${cause}.`, { cause: error });
  }
}

function parseUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new AppError("invalid_input", `"${address.slice(0, 200)}" is not an http(s) address.`);
  }
  if (url.username || url.password)
    throw new AppError("invalid_input", "An address must not carry a user name or password.");
  return url;
}
