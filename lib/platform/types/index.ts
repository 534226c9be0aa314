export type { Brand, Json, JsonObject, TenantId, UserId } from "./brand";
export { isUuid, parseTenantId, parseUserId } from "./ids";
export { isStorableText } from "./text";
