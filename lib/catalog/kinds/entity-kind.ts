import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { ownerField } from "../model/kinds";
import type { Issue } from "../model/problem";
import { readDefinitions } from "../store/kind-store";
import type { KindDefinition } from "./definition";
import { compiled, storedDefinition } from "./load-kinds";
import { propertiesOf } from "./properties";

/** What the tenant's own definition says of one entity. */
export type EntityKind = {
  /** the tenant's fields in the order of its schema, where the entity has them */
  readonly fields: readonly { readonly path: string; readonly title: string; readonly value: Json }[];
  /** what the definition of now asks and the entity lacks; of a kind that is not declared, that it is not */
  readonly issues: readonly Pick<Issue, "code" | "message" | "fix">[];
  /** path of the field that names its owner; undefined where its kind knows none */
  readonly ownerPath: string | undefined;
};

const NO_PART: JsonObject = {};

function fieldsOf(definition: KindDefinition, body: JsonObject): EntityKind["fields"] {
  const metadata = isJsonObject(body.metadata) ? body.metadata : NO_PART;
  const parts = [
    ["spec", definition.schema, body.spec],
    ["metadata.annotations", definition.annotations, metadata.annotations],
    ["metadata.labels", definition.labels, metadata.labels],
  ] as const;
  return parts.flatMap(([path, schema, part]) =>
    Object.entries(propertiesOf(schema)).flatMap(([name, property]) => {
      const value = isJsonObject(part) && Object.hasOwn(part, name) ? part[name] : undefined;
      if (value === undefined) return [];
      return [
        { path: `${path}.${name}`, title: typeof property.title === "string" ? property.title : name, value },
      ];
    }),
  );
}

/**
 * The tenant's own fields of an entity, and what is wrong with it by the definition of now. Computed when it is read, so that a
 * definition that changed, was taken out of use or deleted shows at once.
 */
export async function readEntityKind(ctx: TenantContext, body: JsonObject): Promise<EntityKind> {
  requirePermission(ctx, "catalog.entity.read");
  const kind = typeof body.kind === "string" ? body.kind : "";
  const definitions = (await readDefinitions(ctx)).filter((row) => row.enabled).map((row) => row.definition);
  const rule = compiled(ctx.tenantId, definitions).find(kind);
  if (!rule)
    return {
      fields: [],
      ownerPath: undefined,
      issues: [
        {
          code: "unknown_kind",
          message: `The kind ${kind} is not declared in this catalog`,
          fix: "The entity is kept as it was. Declare the kind in the settings, or take the entity out at its source.",
        },
      ],
    };
  const owner = ownerField(rule);
  const ownerPath = owner === undefined ? undefined : `spec.${owner}`;
  if (!rule.check) return { fields: [], issues: [], ownerPath };
  const issues: Issue[] = [];
  rule.check(body, issues);
  const definition = definitions
    .map(storedDefinition)
    .find((one) => one.kind.toLowerCase() === kind.toLowerCase());
  return { fields: definition ? fieldsOf(definition, body) : [], issues, ownerPath };
}
