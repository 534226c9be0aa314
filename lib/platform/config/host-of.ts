/** Where a request's Host header leads: the portal itself, a tenant's short address, or nowhere. */
export type HostTarget =
  | { readonly kind: "portal" }
  | { readonly kind: "tenant"; readonly slug: string }
  | { readonly kind: "unknown" };

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Compares a Host header with the portal's one address.
 *
 * @param portalUrl - PORTICO_URL
 * @param host - as sent; letter case and the default port make no difference, anything else does
 */
export function targetOfHost(portalUrl: string, host: string | null): HostTarget {
  const portal = new URL(portalUrl);
  const candidate = `${portal.protocol}//${host ?? ""}`;
  if (!host || /[\s/\\@?#]/.test(host) || !URL.canParse(candidate)) return { kind: "unknown" };
  const asked = new URL(candidate);
  if (asked.port !== portal.port) return { kind: "unknown" };
  if (asked.hostname === portal.hostname) return { kind: "portal" };
  const suffix = `.${portal.hostname}`;
  const label = asked.hostname.endsWith(suffix) ? asked.hostname.slice(0, -suffix.length) : "";
  return LABEL.test(label) ? { kind: "tenant", slug: label } : { kind: "unknown" };
}
