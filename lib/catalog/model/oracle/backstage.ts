import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  type Entity,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from "@backstage/catalog-model";
import { compileCatalogModel, defaultCatalogEntityModel } from "@backstage/catalog-model/alpha";
import type { Json } from "@/lib/platform/types";

/** What Backstage's own packages say of a document: valid, or the field they complain of (dotted, "" for the root). */
export type OracleVerdict =
  | { readonly valid: true }
  | { readonly valid: false; readonly field: string; readonly message: string };

export const backstageModel = compileCatalogModel([defaultCatalogEntityModel]);

const schema = new SchemaValidEntityPolicy();
const policies = [
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
];
/** The default processors of catalog-backend 4.0: eight kinds, no AiResource, no API of type mcp-server. */
const kinds = [
  componentEntityV1alpha1Validator,
  apiEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
];

class Refused extends Error {
  constructor(
    readonly field: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The field a message of the policies or of ajv speaks of. */
function fieldIn(message: string): string {
  const pointer = /^(?:Malformed envelope, )?(<root>|\/\S*(?: \S+)*?) must /.exec(message)?.[1];
  if (pointer !== undefined)
    return pointer === "<root>"
      ? ""
      : pointer
          .slice(1)
          .split("/")
          .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
          .join(".");
  const foreign = /^Unknown field (.*)$/s.exec(message)?.[1];
  if (foreign !== undefined) return foreign;
  const format = /^"(.*)" is not valid;/s.exec(message)?.[1];
  if (format === undefined) throw new Error(`the oracle's message names no field: ${message}`);
  return /^(labels|annotations|tags|links)\./.test(format) ? `metadata.${format}` : format;
}

async function enforce(
  policy: { enforce(entity: Entity): Promise<Entity | undefined> },
  entity: Entity,
): Promise<Entity> {
  try {
    return (await policy.enforce(entity)) ?? entity;
  } catch (error) {
    throw new Refused(fieldIn(error instanceof Error ? error.message : ""), error);
  }
}

async function isOfAKind(entity: Entity): Promise<boolean> {
  for (const kind of kinds) {
    try {
      if (await kind.check(entity)) return true;
    } catch (error) {
      throw new Refused(fieldIn(error instanceof Error ? error.message : ""), error);
    }
  }
  return false;
}

/** Relations as the processor makes them from the model's fields; a reference that cannot be read stops it. */
export function backstageRelations(
  entity: Entity,
): readonly { readonly type: string; readonly target: string }[] {
  const kind = backstageModel.getKind({ kind: entity.kind, apiVersion: entity.apiVersion });
  return (kind?.relationFields ?? []).flatMap(({ path, relation, defaultKind }) => {
    const field = path.slice("spec.".length);
    const value: unknown = entity.spec?.[field];
    if (!value) return [];
    return [value].flat().map((item: unknown, index) => {
      try {
        const ref = parseEntityRef(item as string, {
          ...(defaultKind ? { defaultKind } : {}),
          defaultNamespace: entity.metadata.namespace ?? "default",
        });
        return { type: relation, target: `${ref.kind}:${ref.namespace}/${ref.name}`.toLowerCase() };
      } catch (error) {
        throw new Refused(Array.isArray(value) ? `${path}.${index}` : path, error);
      }
    });
  });
}

/** Backstage's verdict: envelope, policies, kind, references, in the order its backend takes them (contract 3). */
export async function askBackstage(value: Json): Promise<OracleVerdict> {
  try {
    // A document that is no entity is what the first policy is there to refuse.
    let entity = structuredClone(value) as unknown as Entity;
    entity = await enforce(schema, entity);
    for (const policy of policies) entity = await enforce(policy, entity);
    if (!(await isOfAKind(entity)))
      return { valid: false, field: "kind", message: "no processor recognised it" };
    backstageRelations(entity);
    return { valid: true };
  } catch (error) {
    if (error instanceof Refused) return { valid: false, field: error.field, message: error.message };
    throw error;
  }
}
