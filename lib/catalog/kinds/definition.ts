import { z } from "zod";
import type { Json, JsonObject } from "@/lib/platform/types";
import { isApiVersion, isKindName } from "../model/formats";
import { BUILT_IN } from "../model/kinds";
import { checkSchema } from "./check-schema";
import { KIND_COLOURS, KIND_ICONS } from "./looks";

const jsonObject = z.record(z.string(), z.unknown()).transform((value) => value as JsonObject);
const schema = jsonObject.superRefine((value, issues) => {
  for (const { path, message } of checkSchema(value as Json).slice(0, 10))
    issues.addIssue({ code: "custom", path: [...path], message });
});

const relationWord = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,62}$/, "must be one word such as storedIn, a small letter first");

const relationSchema = z.strictObject({
  /** of the spec; holds a reference or a list of them */
  field: z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, "must be the name of a field of the spec"),
  type: relationWord,
  inverse: relationWord,
  defaultKind: z.string().refine(isKindName, "must be the name of a kind").optional(),
});

/** A field of an entity by its path: `spec.region`, `spec.size.gb`, `metadata.annotations.acme.example/tier`. */
const fieldPath = z
  .string()
  // Longer keys are in no index (KEY_MAX in served/ask/evaluate.ts), and could be neither filtered nor sorted by.
  .max(200)
  .regex(/^(spec|metadata)\.[^\s[\]]+$/, "must begin with spec. or metadata., such as spec.region");
const shownField = z.strictObject({ path: fieldPath, title: z.string().trim().min(1).max(60) });

/** What is said of a kind's name that is another's but for capitals. */
export function capitalsOnly(known: string): string {
  return `differs from ${known} in capitals only; write ${known}`;
}

/** What a tenant declares: a kind of its own, or further fields of one of Backstage's. The same in the form, in a file and over the API. */
export const kindDefinitionSchema = z
  .strictObject({
    kind: z.string().refine(isKindName, "must be letters and digits, a letter first, at most 63"),
    description: z.string().trim().max(500).optional(),
    plural: z.string().trim().min(1).max(80).optional(),
    apiVersions: z
      .array(z.string().refine(isApiVersion, "must be like acme.example/v1 or backstage.io/v1alpha1"))
      .min(1)
      .max(5)
      .optional(),
    icon: z.enum(KIND_ICONS).optional(),
    colour: z.enum(KIND_COLOURS).optional(),
    /** JSON Schema of the spec */
    schema: schema.optional(),
    annotations: schema.optional(),
    labels: schema.optional(),
    relations: z.array(relationSchema).max(20).default([]),
    columns: z.array(shownField).max(10).default([]),
    filters: z.array(shownField).max(10).default([]),
  })
  .superRefine((definition, issues) => {
    const own = BUILT_IN.find(definition.kind) === undefined;
    const clash = BUILT_IN.names.find(
      (name) => name !== definition.kind && name.toLowerCase() === definition.kind.toLowerCase(),
    );
    const add = (path: string, message: string) => issues.addIssue({ code: "custom", path: [path], message });
    if (clash) add("kind", `${capitalsOnly(clash)} to add fields to it`);
    if (own && definition.apiVersions === undefined)
      add("apiVersions", "a kind of your own needs at least one, such as acme.example/v1");
    if (!own)
      for (const member of ["apiVersions", "plural", "icon", "colour"] as const)
        if (definition[member] !== undefined)
          add(
            member,
            `${definition.kind} is Backstage's kind: only fields, relations, columns and filters can be added`,
          );
    const builtIn = BUILT_IN.find(definition.kind);
    for (const [index, relation] of definition.relations.entries())
      if (builtIn?.relations.some((known) => known.field === relation.field))
        issues.addIssue({
          code: "custom",
          path: ["relations", index, "field"],
          message: `spec.${relation.field} of ${definition.kind} has its relation already`,
        });
  });

export type KindDefinition = z.infer<typeof kindDefinitionSchema>;

/** True for a kind of the tenant's own, false for further fields of one of Backstage's. */
export function isOwnKind(definition: Pick<KindDefinition, "kind">): boolean {
  return BUILT_IN.find(definition.kind) === undefined;
}
