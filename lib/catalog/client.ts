export type { ApiField, ApiGroup, ApiOperation, ApiType, ApiView } from "./api-view/view";
export type { Edge as GraphEdge } from "./graph/drawn-relation";
export type { Direction, GraphSearch } from "./graph/graph-search";
export { DEPTH_MAX, DIRECTIONS, graphQuery, graphSearchSchema, withToggled } from "./graph/graph-search";
export type { KindDefinition } from "./kinds/definition";
export { KIND_COLOURS, KIND_ICONS } from "./kinds/looks";
export type { KindPreview } from "./kinds/preview-kind";
export { propertiesOf } from "./kinds/properties";
export { checkEntity } from "./model/check-entity";
export type { Entity, EntityLink } from "./model/entity";
export { DEFAULT_NAMESPACE } from "./model/entity";
export type { FieldChange } from "./model/fields";
export { diffEntities } from "./model/fields";
export { isEntityName, toEntityName, toTag } from "./model/formats";
export type { Layer, Provenance } from "./model/fragment";
export { type LocationRef, parseLocationRef } from "./model/location-ref";
export type { Problem } from "./model/problem";
export type { EntityRef } from "./model/ref";
export { canonicalRef, formatRef, parseRef } from "./model/ref";
export { resolvePath } from "./model/repository-path";
export { provenanceOf } from "./model/served";
export type { CatalogSearch, Facet, Sort } from "./query/catalog-search";
export {
  catalogQuery,
  catalogSearchSchema,
  FACETS,
  isStandingSort,
  NONE,
  PAGE_SIZE,
} from "./query/catalog-search";
export type { ProgressView, SquareState } from "./query/read-progress";
