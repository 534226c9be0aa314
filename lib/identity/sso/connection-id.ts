import { createHmac } from "node:crypto";
import { config } from "@/lib/platform/config";
import { deriveKey } from "@/lib/platform/crypto";

/**
 * The id of a tenant's n-th connection, known before it is saved, because its redirect address must be entered at the
 * identity provider first. Made with our key, so no tenant can make another's.
 */
export function connectionIdOf(tenantId: string, ordinal: number): string {
  const key = deriveKey(config().PORTICO_SECRET, "sso-connection-id");
  const hex = createHmac("sha256", key).update(`${tenantId}:${ordinal}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const PROVIDER = /^sso-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Name of a connection among next-auth's providers. */
export function providerIdOf(connectionId: string): string {
  return `sso-${connectionId}`;
}

/** The connection a provider name stands for; undefined when it is no connection's. */
export function connectionIdOfProvider(providerId: string): string | undefined {
  return PROVIDER.exec(providerId)?.[1];
}

/** The address that must be entered at the identity provider. */
export function redirectUriOf(connectionId: string): string {
  return `${config().PORTICO_URL}/api/auth/callback/${providerIdOf(connectionId)}`;
}

export function clientSecretName(connectionId: string): string {
  return `sso:${connectionId}:client-secret`;
}
