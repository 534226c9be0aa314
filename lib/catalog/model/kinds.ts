import type { JsonObject } from "@/lib/platform/types";
import type { Issue } from "./problem";

/** What Backstage's processors ask of one field of a spec. */
export type FieldRule = {
  readonly field: string;
  /** `refs`: one text or a list; Backstage's schema does not know dependencyOf, its processor takes both */
  readonly is: "string" | "strings" | "refs" | "profile" | "list" | "presence";
  readonly required?: true;
};

/** A field whose values are references, and the two relations each makes. */
export type RelationRule = {
  readonly field: string;
  readonly type: string;
  readonly inverse: string;
  /** without one, the reference has to name its kind */
  readonly defaultKind?: string;
};

export type KindRule = {
  readonly kind: string;
  readonly apiVersions: readonly string[];
  readonly fields: readonly FieldRule[];
  readonly relations: readonly RelationRule[];
  /** an entity of it may have no spec at all */
  readonly specOptional?: true;
  /** what the tenant's own schema asks beyond this; pure, as everything here */
  readonly check?: (entity: JsonObject, issues: Issue[]) => void;
};

/** The kinds a catalog knows: Backstage's, and those of its tenant. */
export type KindSet = {
  /** as they are written */
  readonly names: readonly string[];
  /** compared by exact case, as Backstage does */
  readonly find: (kind: string) => KindRule | undefined;
};

const CORE = ["backstage.io/v1alpha1", "backstage.io/v1beta1"];
const required = (field: string, is: FieldRule["is"] = "string"): FieldRule => ({
  field,
  is,
  required: true,
});
const optional = (field: string, is: FieldRule["is"] = "string"): FieldRule => ({ field, is });

const ownedBy: RelationRule = { field: "owner", type: "ownedBy", inverse: "ownerOf", defaultKind: "Group" };
const partOf = (field: string, defaultKind: string): RelationRule => ({
  field,
  type: "partOf",
  inverse: "hasPart",
  defaultKind,
});
const dependsOn: RelationRule = { field: "dependsOn", type: "dependsOn", inverse: "dependencyOf" };
const dependencyOf: RelationRule = { field: "dependencyOf", type: "dependencyOf", inverse: "dependsOn" };

const RULES: readonly KindRule[] = [
  {
    kind: "Component",
    apiVersions: CORE,
    fields: [
      required("type"),
      required("lifecycle"),
      required("owner"),
      optional("system"),
      optional("subcomponentOf"),
      optional("providesApis", "strings"),
      optional("consumesApis", "strings"),
      optional("dependsOn", "strings"),
      optional("dependencyOf", "refs"),
    ],
    relations: [
      ownedBy,
      partOf("system", "System"),
      partOf("subcomponentOf", "Component"),
      { field: "providesApis", type: "providesApi", inverse: "apiProvidedBy", defaultKind: "API" },
      { field: "consumesApis", type: "consumesApi", inverse: "apiConsumedBy", defaultKind: "API" },
      dependsOn,
      dependencyOf,
    ],
  },
  {
    kind: "API",
    apiVersions: CORE,
    fields: [
      required("type"),
      required("lifecycle"),
      required("owner"),
      required("definition"),
      optional("system"),
    ],
    relations: [ownedBy, partOf("system", "System")],
  },
  {
    kind: "Resource",
    apiVersions: CORE,
    fields: [
      required("type"),
      required("owner"),
      optional("system"),
      optional("dependsOn", "strings"),
      optional("dependencyOf", "refs"),
    ],
    relations: [ownedBy, partOf("system", "System"), dependsOn, dependencyOf],
  },
  {
    kind: "System",
    apiVersions: CORE,
    fields: [required("owner"), optional("domain"), optional("type")],
    relations: [ownedBy, partOf("domain", "Domain")],
  },
  {
    kind: "Domain",
    apiVersions: CORE,
    fields: [required("owner"), optional("subdomainOf"), optional("type")],
    relations: [ownedBy, partOf("subdomainOf", "Domain")],
  },
  {
    kind: "Group",
    apiVersions: CORE,
    fields: [
      required("type"),
      required("children", "strings"),
      optional("parent"),
      optional("members", "strings"),
      optional("profile", "profile"),
    ],
    relations: [
      { field: "parent", type: "childOf", inverse: "parentOf", defaultKind: "Group" },
      { field: "children", type: "parentOf", inverse: "childOf", defaultKind: "Group" },
      { field: "members", type: "hasMember", inverse: "memberOf", defaultKind: "User" },
    ],
  },
  {
    kind: "User",
    apiVersions: CORE,
    fields: [required("memberOf", "strings"), optional("profile", "profile")],
    relations: [{ field: "memberOf", type: "memberOf", inverse: "hasMember", defaultKind: "Group" }],
  },
  {
    kind: "Location",
    apiVersions: CORE,
    fields: [
      optional("type"),
      optional("target"),
      optional("targets", "strings"),
      optional("presence", "presence"),
    ],
    relations: [],
  },
  {
    kind: "Template",
    apiVersions: ["scaffolder.backstage.io/v1beta3"],
    fields: [required("type"), required("steps", "list"), optional("owner")],
    relations: [ownedBy],
  },
];

/**
 * A set of kinds.
 *
 * @param rules - of kinds the built-in set lacks, or in place of built-in ones
 */
export function makeKindSet(rules: readonly KindRule[]): KindSet {
  const byKind = new Map([...RULES, ...rules].map((rule) => [rule.kind, rule]));
  return { names: [...byKind.keys()], find: (kind) => byKind.get(kind) };
}

/** The field in which entities of a kind name their owner; undefined for a kind nobody can own. */
export function ownerField(rule: KindRule | undefined): string | undefined {
  return rule?.relations.find(({ type }) => type === ownedBy.type)?.field;
}

/** Backstage's kinds. */
export const BUILT_IN: KindSet = makeKindSet([]);

/**
 * Kinds, in lower case, that say what is read and describe nothing a developer looks for: lists and search leave them out until
 * they are asked for by name. The API serves them as any other.
 */
export const MACHINERY: readonly string[] = ["location"];

/** The kind somebody meant: `component` → `Component`. */
export function meantKind(kind: string, kinds: KindSet = BUILT_IN): string | undefined {
  return kinds.names.find((known) => known.toLowerCase() === kind.toLowerCase());
}

/** Arrays that are served sorted. */
export const SORTED_FIELDS: readonly string[] = [
  "providesApis",
  "consumesApis",
  "dependsOn",
  "dependencyOf",
  "memberOf",
  "children",
  "members",
];
