import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP } from "node:net";
import { config } from "@/lib/platform/config";
import { isPublicAddress } from "@/lib/platform/egress";
import { AppError } from "@/lib/platform/errors";

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * Name resolution for openid-client's own requests (token, key set): the addresses that are checked are the ones that
 * are connected to, so a name that changes its answer between the two gains nothing.
 */
export function guardedLookup(host: string, options: LookupOptions, callback: Callback): void {
  dnsLookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    // The operator's exceptions name host and port; requireReachableEndpoint has compared the port.
    const isExcepted = config().PORTICO_EGRESS_ALLOW.some((entry) => entry.startsWith(`${host}:`));
    const bad = isExcepted ? undefined : addresses.find((entry) => !isPublicAddress(entry.address));
    const first = addresses[0];
    if (bad || !first) return callback(new Error(`address ${bad?.address ?? host} is not public`), []);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
}

/**
 * An endpoint that an identity provider's discovery document names.
 *
 * @throws AppError invalid_input - not http(s), or a private address that the operator has not excepted. A literal IP
 *   never reaches a lookup, so it is refused here.
 */
export function requireReachableEndpoint(name: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password) {
    throw new AppError("invalid_input", `${name} "${address.slice(0, 200)}" is not an http(s) address.`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  if (config().PORTICO_EGRESS_ALLOW.includes(`${host}:${port}`)) return url.href;
  if (isIP(host) && !isPublicAddress(host))
    throw new AppError("invalid_input", `${name} ${url.host}: address ${host} is not public.`);
  return url.href;
}
