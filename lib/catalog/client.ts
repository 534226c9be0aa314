export type { ApiField, ApiGroup, ApiOperation, ApiType, ApiView } from "./api-view/view";
export type { CatalogSearch, Facet, Sort } from "./query/catalog-search";
export { catalogQuery, catalogSearchSchema, FACETS, NONE, PAGE_SIZE, SORTS } from "./query/catalog-search";
export type { ProgressView, SquareState } from "./query/read-progress";
