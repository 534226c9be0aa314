import type { Endpoint } from "./endpoint";
import { entityFacets, entityFacetsByPredicate } from "./endpoints/catalog-facets";
import { entitiesByPredicate, entitiesByQuery, listEntities } from "./endpoints/catalog-list";
import { entitiesByRef, entityAncestry, entityByName, entityByUid } from "./endpoints/catalog-read";
import { pluginQuery } from "./endpoints/plugin-query";
import { searchHits } from "./endpoints/search";
import { getSetRun, putSet } from "./endpoints/sets";

/** Every endpoint of the machine API, in the order of its document. One that is not here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  entityByName,
  entityAncestry,
  entityByUid,
  entitiesByRef,
  entitiesByQuery,
  entitiesByPredicate,
  listEntities,
  entityFacets,
  entityFacetsByPredicate,
  putSet,
  getSetRun,
  searchHits,
  pluginQuery,
];
