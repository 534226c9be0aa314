import type { Json, JsonObject } from "@/lib/platform/types";
import { pruneEmpty } from "./prune";

const API_VERSION = "backstage.io/v1alpha1";
const TEMPLATE_API_VERSION = "scaffolder.backstage.io/v1beta3";
const SPEC_LISTS = [
  "dependsOn",
  "dependencyOf",
  "providesApis",
  "consumesApis",
  "memberOf",
  "children",
  "members",
  "targets",
];
const METADATA_LISTS = ["tags", "links"];
const NEEDED_LISTS: Readonly<Record<string, string>> = { Group: "children", User: "memberOf" };

export function asObject(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function listed(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      fields.includes(key) && value !== undefined && !Array.isArray(value) ? [value] : value,
    ]),
  );
}

/**
 * What a mapping may leave to us: empty values go, one value where a list is meant becomes a list (JSONata unwraps lists of
 * one), the API version and the empty lists that Group and User need are filled in. Nothing else is invented.
 */
export function completeEntity(value: JsonObject): JsonObject {
  const pruned = asObject(pruneEmpty(value));
  const kind = typeof pruned.kind === "string" ? pruned.kind : "";
  const needed = NEEDED_LISTS[kind];
  const { apiVersion, metadata, spec, ...rest } = pruned;
  return {
    apiVersion: apiVersion ?? (kind === "Template" ? TEMPLATE_API_VERSION : API_VERSION),
    ...rest,
    ...(metadata === undefined ? {} : { metadata: listed(asObject(metadata), METADATA_LISTS) }),
    spec: { ...(needed === undefined ? {} : { [needed]: [] }), ...listed(asObject(spec), SPEC_LISTS) },
  };
}
