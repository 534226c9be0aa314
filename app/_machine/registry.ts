import type { Endpoint } from "./endpoint";
import { listEntitiesPlainly } from "./endpoints/catalog-entities";
import { pluginQuery } from "./endpoints/plugin-query";
import { searchHits } from "./endpoints/search";
import { getSetRun, putSet } from "./endpoints/sets";

/** Every endpoint of the machine API, in the order of its document. One that is not here does not exist. */
export const ENDPOINTS: readonly Endpoint[] = [
  listEntitiesPlainly,
  putSet,
  getSetRun,
  searchHits,
  pluginQuery,
];
