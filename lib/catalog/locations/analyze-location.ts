import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { isJsonObject } from "../model/entity";
import { parseLocationRef } from "../model/location-ref";
import { listRepositoryFragments, type RepositoryFragment } from "../store/location-store";
import { type LocationInput, requireConnected } from "./resolve-location";

type AnalysedField = {
  readonly field: string;
  readonly state: "analysisSuggestedValue" | "analysisSuggestedNoValue" | "needsUserInput";
  readonly value: string | null;
  readonly description: string;
};

export type Analysis = {
  readonly existingEntityFiles: readonly {
    readonly location: LocationInput;
    readonly isRegistered: boolean;
    readonly entity: unknown;
  }[];
  readonly generateEntities: readonly {
    readonly entity: unknown;
    readonly fields: readonly AnalysedField[];
  }[];
};

/** What a Component needs, and where its value stands. */
const WANTED = ["metadata.name", "metadata.description", "spec.type", "spec.lifecycle", "spec.owner"];
const REQUIRED = new Set(["metadata.name", "spec.type", "spec.lifecycle", "spec.owner"]);

function valueAt(body: unknown, field: string): string | undefined {
  let at: unknown = body;
  for (const key of field.split("."))
    at = isJsonObject(at as never) ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof at === "string" ? at : undefined;
}

function fieldsOf({ body, origins }: RepositoryFragment): AnalysedField[] {
  return WANTED.map((field): AnalysedField => {
    const value = valueAt(body, field);
    const rule = (origins[field] ?? origins["*"])?.rule ?? "derived from the repository";
    if (value !== undefined)
      return { field, state: "analysisSuggestedValue", value, description: `Suggested: ${rule}` };
    if (REQUIRED.has(field))
      return {
        field,
        state: "needsUserInput",
        value: null,
        description: "Nothing in the repository says it",
      };
    return { field, state: "analysisSuggestedNoValue", value: null, description: "May be left out" };
  });
}

/**
 * What a repository declares already, or what could be declared for it: the entities Portico derived, with the rule behind each value.
 *
 * @throws AppError invalid_input - no connected organisation has the repository
 */
export async function analyzeLocation(ctx: TenantContext, input: LocationInput): Promise<Analysis> {
  requirePermission(ctx, "catalog.entity.read");
  const fragments = await withTenantSql(ctx, async (db) => {
    const repository = await requireConnected(db, ctx, input);
    return listRepositoryFragments(db, repository.id);
  });
  const declared = fragments.filter(({ layer }) => layer === "declared");
  return {
    existingEntityFiles: declared.map(({ body }) => ({
      // Where it was read; view-url may be anything its author wrote.
      location:
        parseLocationRef(body.metadata.annotations?.["backstage.io/managed-by-location"] ?? "") ?? input,
      isRegistered: true,
      entity: body,
    })),
    generateEntities:
      declared.length > 0
        ? []
        : fragments.map((fragment) => ({ entity: fragment.body, fields: fieldsOf(fragment) })),
  };
}
