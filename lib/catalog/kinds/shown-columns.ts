import type { TenantContext } from "@/lib/platform/context";
import type { Json } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { listKindDefinitions } from "./list-kinds";

/** A column that the tenant declared for a kind. */
export type ShownColumn = { readonly path: string; readonly title: string };

/** The declared columns of a list that shows one kind only; none for a mixed one. */
export async function readShownColumns(
  ctx: TenantContext,
  kinds: readonly string[],
): Promise<readonly ShownColumn[]> {
  const [kind, ...others] = kinds;
  if (kind === undefined || others.length > 0) return [];
  const definitions = await listKindDefinitions(ctx);
  return definitions.find((one) => one.kind.toLowerCase() === kind.toLowerCase())?.columns ?? [];
}

/** The value at a dotted path as a list shows it. Keys may hold dots themselves: the longest that fits counts. */
export function shownValue(value: Json | undefined, path: string): string {
  if (path === "") return textOf(value);
  if (!isJsonObject(value)) return "";
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const key = parts.slice(0, length).join(".");
    if (Object.hasOwn(value, key)) return shownValue(value[key], parts.slice(length).join("."));
  }
  return "";
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item: Json) => textOf(item)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
