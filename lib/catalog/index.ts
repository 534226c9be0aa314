export { viewApi } from "./api-view/view-api";
export {
  decideConflict,
  decideConflictInput,
  undoDecision,
  undoDecisionInput,
} from "./conflicts/decide-conflict";
export type { Claim, ClaimDifference, Conflict } from "./conflicts/list-conflicts";
export { CONFLICT_PAGE, listConflicts } from "./conflicts/list-conflicts";
export { applyHints } from "./discovery/apply-hints";
export { completeRun, reportBatch } from "./discovery/complete-run";
export { connectInstallation } from "./discovery/connect-installation";
export type { IngestDoor } from "./discovery/discover";
export { readAgain, reconcileSources } from "./discovery/read-again";
export { requestReconciliations } from "./discovery/reconcile-tenants";
export type { RefreshDoor } from "./discovery/refresh-repositories";
export { refreshRepositories } from "./discovery/refresh-repositories";
export { runDiscovery } from "./discovery/run-discovery";
export type { Explained } from "./explain/read-facts";
export { explainAbsence, rereadInput, rereadRepository } from "./explain/read-facts";
export type { Explanation, Step, StepState } from "./explain/step";
export type { GraphView } from "./graph/read-graph";
export { readGraph } from "./graph/read-graph";
export { suggestRoots } from "./graph/suggest-roots";
export type { GraphNode } from "./graph/walk";
export type { PastEntity, PastRelation } from "./history/as-of";
export { asOf, pastJson, relationsAsOf, versionAt } from "./history/as-of";
export type { MomentDiff, NetChange } from "./history/diff-moments";
export { diffMoments } from "./history/diff-moments";
export type { PastList, PastListItem } from "./history/list-as-of";
export { listAsOf } from "./history/list-as-of";
export type { Change, ChangeFeed, EntityHistory } from "./history/list-history";
export { COUNT_MAX, listChanges, listHistory } from "./history/list-history";
export { momentSchema } from "./history/moment";
export { ingestOrganisation } from "./ingest/ingest-organisation";
export type { RepositoryVerdict } from "./ingest/merge/batch";
export type { EntityDraft } from "./ingest/merge/draft-entity";
export type { OrgSnapshot, RepositorySnapshot } from "./ingest/repository-snapshot";
export { retireRepositories } from "./ingest/retire-repositories";
export { ingestRepositories } from "./ingest/run";
export type { SourceCounts } from "./ingest/sources/apply-source-entities";
export {
  applySourceEntities,
  REJECTED_SHOWN,
  removeEntities,
  storeEntities,
} from "./ingest/sources/apply-source-entities";
export { type DraftedFragments, draftGiven } from "./ingest/sources/draft-given";
export type { EntitySource, GivenEntity, Rejection, SourceFragment } from "./ingest/sources/given-entity";
export { readGiven } from "./ingest/sources/given-entity";
export { listUnserved } from "./ingest/sources/list-unserved";
export type { DeclaredKind, KindRulesView } from "./kind-rules/list-kind-rules";
export {
  listDeclaredKinds,
  listRulesOfKinds,
  suggestRepositories,
  suggestRepositoriesInput,
} from "./kind-rules/list-kind-rules";
export { kindRulesInput, putKindRules } from "./kind-rules/put-kind-rules";
export { applyKindChange, readRepositoriesOfKind } from "./kinds/apply-kind";
export type { KindDefinition } from "./kinds/definition";
export { kindDefinitionSchema } from "./kinds/definition";
export type { EntityKind } from "./kinds/entity-kind";
export { readEntityKind } from "./kinds/entity-kind";
export {
  chooseKindSource,
  dropKindSource,
  KIND_FOLDER,
  kindSourceInput,
} from "./kinds/from-repository/choose-kind-source";
export type { KindSourceView } from "./kinds/from-repository/read-kind-source";
export { listKindSourceChoices, readKindSource } from "./kinds/from-repository/read-kind-source";
export { kindFile, kindFromFile, parseDefinition } from "./kinds/kind-file";
export type { KindLook, KindView } from "./kinds/list-kinds";
export { getKind, listKindLooks, listKinds } from "./kinds/list-kinds";
export { tenantKinds } from "./kinds/load-kinds";
export type { KindPreview } from "./kinds/preview-kind";
export { previewKind } from "./kinds/preview-kind";
export {
  deleteKind,
  kindNameInput,
  kindSwitchInput,
  putKind,
  putKindInput,
  switchKind,
} from "./kinds/put-kind";
export type { FieldFilter, ShownColumn } from "./kinds/shown-fields";
export { analyzeLocation } from "./locations/analyze-location";
export { getLocation, getLocationOfEntity, listLocations, queryLocations } from "./locations/read-locations";
export { registerLocation } from "./locations/register-location";
export { removeLocation } from "./locations/remove-location";
export { tryLocation } from "./locations/try-location";
export { updateLocation } from "./locations/update-location";
export type { HeldLoss } from "./loss/held-loss";
export { confirmLoss, keepLoss, readHeldLoss } from "./loss/held-loss";
export type { OrphansChanged } from "./orphans/change-orphans";
export {
  archiveAgedOrphans,
  archiveOrphans,
  deleteOrphans,
  orphanPolicyInput,
  orphansInput,
  restoreOrphans,
  restoreOrphansInput,
  setOrphanPolicy,
  unarchiveOrphans,
  undoRestore,
} from "./orphans/change-orphans";
export type { CatalogAttention, OrphanList } from "./orphans/list-orphans";
export { listOrphans, ORPHAN_PAGE, readAttention } from "./orphans/list-orphans";
export { requestOrphanAgeing } from "./orphans/request-ageing";
export type { FieldView, OwnerChoice, PlacedValue } from "./overlay/read-field";
export { listOwners, ownerChoicesInput, readField, readFieldInput } from "./overlay/read-field";
export type { Edited } from "./overlay/set-overlay";
export { resetOverlay, resetOverlayInput, setOverlay, setOverlayInput } from "./overlay/set-overlay";
export type { LiveRepository, OwnedComponent } from "./ownership/list-live-repositories";
export { listLiveRepositories, listOwnerProposals } from "./ownership/list-live-repositories";
export type { OwnerProposal } from "./ownership/owner-proposals";
export type { Proposed } from "./propose/open-pull-request";
export { openPullRequest, pullRequestInput } from "./propose/open-pull-request";
export type { CatalogSearch, Facet, Sort } from "./query/catalog-search";
export { findMovedEntity } from "./query/find-moved-entity";
export type { EntityView } from "./query/get-entity";
export { getDocument, getEntity, listRevisions } from "./query/get-entity";
export type { Connection } from "./query/list-connections";
export { listConnections } from "./query/list-connections";
export { listDocumented } from "./query/list-documented";
export type { CatalogPage, FacetCount, FieldFacet, ListRow, ListSort } from "./query/list-entities";
export { listEntities } from "./query/list-entities";
export { listOwnRefs } from "./query/list-own-refs";
export type { RelationRow } from "./query/list-relations";
export { listRepositories, REPOSITORY_PAGE } from "./query/list-repositories";
export type { HomeView } from "./query/read-home";
export { readHome } from "./query/read-home";
export { readOnboardingStep } from "./query/read-onboarding-step";
export { readProgress } from "./query/read-progress";
export { suggestName } from "./query/suggest-name";
export { refreshEntity } from "./refresh-entity";
export { removeEntity } from "./remove-entity";
export { parsePredicate } from "./served/ask/parse-predicate";
export type { Predicate } from "./served/ask/predicate";
export { isIn, parseFilters } from "./served/ask/predicate";
export { openServed } from "./served/open-served";
export type {
  FacetValue,
  OrderBy,
  Position,
  SearchInput,
  SearchResult,
  SelectInput,
  Selection,
  ServedCatalog,
  ServedRelation,
  ServedRow,
  TextFilter,
} from "./served/served-catalog";
export { nearest as nearestTexts } from "./served/words/nearest";
export { splitWords } from "./served/words/split-words";
export type {
  EntityRow,
  FragmentRow,
  ProblemRow,
  RevisionRow,
  VerdictRow,
} from "./store/view-store";
export { entitiesByRefs } from "./wire/entities-by-refs";
export { listAllEntities, type QueryInput, queryEntities } from "./wire/query-entities";
export { readAncestry } from "./wire/read-ancestry";
export { findServedEntity, readFacets } from "./wire/read-served";
export { validateEntity } from "./wire/validate-entity";
