import { AppError } from "@/lib/platform/errors";
import type { TenantId, UserId } from "./brand";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

// The casts below are the only ones that make these brands; the pattern is their guarantee.
export function parseTenantId(text: string): TenantId {
  if (!isUuid(text))
    throw new AppError(
      "invalid_input",
      `"${text.slice(0, 60)}" is not a tenant id; it must be a lower-case UUID.`,
    );
  return text as TenantId;
}

export function parseUserId(text: string): UserId {
  if (!isUuid(text))
    throw new AppError(
      "invalid_input",
      `"${text.slice(0, 60)}" is not a user id; it must be a lower-case UUID.`,
    );
  return text as UserId;
}
