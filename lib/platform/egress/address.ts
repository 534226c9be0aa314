import ipaddr from "ipaddr.js";

// Azure's metadata address is globally routable, and ipaddr.js calls ::/96 unicast (both measured, security.md 3).
const EXTRA_DENIED = new Set(["168.63.129.16"]);

/** Whether an IP literal is an ordinary public unicast address: the only kind customers' settings may make us call. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (EXTRA_DENIED.has(parsed.toString())) return false;
  if (
    parsed.kind() === "ipv6" &&
    parsed
      .toByteArray()
      .slice(0, 12)
      .every((byte) => byte === 0)
  )
    return false;
  return parsed.range() === "unicast";
}
