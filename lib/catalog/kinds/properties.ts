import type { JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";

/** The schema's properties, for forms and pages. */
export function propertiesOf(schema: JsonObject | undefined): Readonly<Record<string, JsonObject>> {
  const given = schema?.properties;
  if (!isJsonObject(given)) return {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (isJsonObject(value) ? [[name, value] as const] : [])),
  );
}
