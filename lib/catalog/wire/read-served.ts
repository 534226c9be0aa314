import type { TenantContext } from "@/lib/platform/context";
import { openServed } from "../served/open-served";
import type { FacetValue } from "../served/served-catalog";
import { toPredicate } from "./query-entities";

/** One entity as it is served, by its ref or uid, in any case; undefined when there is none. */
export async function findServedEntity(
  ctx: TenantContext,
  by: { readonly ref: string } | { readonly uid: string },
): Promise<Buffer | undefined> {
  const served = await openServed(ctx);
  const ordinal = "ref" in by ? served.find(by.ref.toLowerCase()) : served.findUid(by.uid.toLowerCase());
  if (ordinal === undefined) return undefined;
  const [body] = await served.bodies([ordinal]);
  return body;
}

/** Values of fields with their numbers of entities, by the fields' names as given. */
export async function readFacets(
  ctx: TenantContext,
  input: {
    readonly facets: readonly string[];
    readonly filter?: readonly string[] | undefined;
    readonly predicate?: unknown;
  },
): Promise<Readonly<Record<string, readonly FacetValue[]>>> {
  const where = toPredicate({
    filter: input.filter ? [...input.filter] : undefined,
    predicate: input.predicate,
  });
  const served = await openServed(ctx);
  return served.facets([...new Set(input.facets)], where);
}
