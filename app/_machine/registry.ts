import type { Endpoint } from "./endpoint";
import { entityFacets, entityFacetsByPredicate } from "./endpoints/catalog-facets";
import { entitiesByPredicate, entitiesByQuery, listEntities } from "./endpoints/catalog-list";
import {
  addLocation,
  allLocations,
  analyseLocation,
  deleteLocation,
  locationByEntity,
  locationById,
  locationsByQuery,
  putLocation,
} from "./endpoints/catalog-locations";
import { entitiesByRef, entityAncestry, entityByName, entityByUid } from "./endpoints/catalog-read";
import { refreshEntityByRef, removeEntityByUid, validateOneEntity } from "./endpoints/catalog-write";
import { catalogAsOf, catalogDiff, catalogHistory, entityAsOf, entityHistory } from "./endpoints/history";
import {
  getImportRun,
  getImportSource,
  getSources,
  postImportRun,
  putImportSource,
  undoImportRun,
} from "./endpoints/imports";
import { getKindRules, putRulesOfKinds } from "./endpoints/kind-rules";
import { allKinds, readKind, removeKind, writeKind } from "./endpoints/kinds";
import { pluginQuery } from "./endpoints/plugin-query";
import { searchHits, searchPage } from "./endpoints/search";
import { getSetRun, putSet } from "./endpoints/sets";
import {
  deleteDecision,
  deleteOverlay,
  getConflicts,
  getExplanation,
  getOrphans,
  postRestore,
  putDecision,
  putOverlay,
  readOneField,
} from "./endpoints/trust";

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
  removeEntityByUid,
  refreshEntityByRef,
  validateOneEntity,
  readOneField,
  putOverlay,
  deleteOverlay,
  getConflicts,
  putDecision,
  deleteDecision,
  getOrphans,
  postRestore,
  getExplanation,
  allLocations,
  addLocation,
  locationsByQuery,
  locationByEntity,
  locationById,
  putLocation,
  deleteLocation,
  analyseLocation,
  putSet,
  getSetRun,
  getSources,
  getImportSource,
  putImportSource,
  postImportRun,
  getImportRun,
  undoImportRun,
  entityHistory,
  entityAsOf,
  catalogHistory,
  catalogAsOf,
  catalogDiff,
  allKinds,
  readKind,
  writeKind,
  removeKind,
  getKindRules,
  putRulesOfKinds,
  searchHits,
  searchPage,
  pluginQuery,
];
