import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { ownerField } from "../model/kinds";
import { findKindRow } from "../store/kind-store";
import type { KindDefinition } from "./definition";
import { loadKinds, storedDefinition } from "./load-kinds";

/** A column that the tenant declared for a kind. */
export type ShownColumn = { readonly path: string; readonly title: string };

/** A field by which the tenant lets a kind be filtered; `key` as the served index and the API's filters know it. */
export type FieldFilter = { readonly key: string; readonly title: string };

export type ShownFields = {
  readonly columns: readonly ShownColumn[];
  readonly filters: readonly FieldFilter[];
  /** in lower case; of every other kind it means nothing that its entities have no owner */
  readonly ownable: readonly string[];
};

/** What the tenant declared for a list: columns and filters where it shows one kind only, none for a mixed one. */
export async function readShownFields(ctx: TenantContext, kinds: readonly string[]): Promise<ShownFields> {
  const [kind, ...others] = kinds;
  return withTenantSql(ctx, async (db) => {
    const known = await loadKinds(db);
    const ownable = known.names.filter((name) => ownerField(known.find(name)) !== undefined);
    const row = kind === undefined || others.length > 0 ? undefined : await findKindRow(db, kind);
    const definition = row?.enabled ? storedDefinition(row.definition) : undefined;
    return {
      columns: definition?.columns ?? [],
      filters: definition ? filtersOf(definition) : [],
      ownable: ownable.map((name) => name.toLowerCase()),
    };
  });
}

/** A field that holds references is filtered by what they lead to, however they are written. */
function filtersOf({ filters, relations }: KindDefinition): readonly FieldFilter[] {
  return filters.map(({ path, title }) => {
    const relation = relations.find(({ field }) => path === `spec.${field}`);
    return { key: relation ? `relations.${relation.type}` : path, title };
  });
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
