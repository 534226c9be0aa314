export type { Template } from "./mappings/template";
export type { Auth, ColumnMapping, Definition, HttpInput, Paging, Read, Schedule } from "./model/definition";
export type { TargetField } from "./model/target-fields";
export { findTarget, TARGET_FIELDS } from "./model/target-fields";
export type { FetchedSample } from "./preview/fetch-sample";
export type { ImportPreview, Outcome, PreviewRow } from "./preview/preview-import";
export type { MappingPreview, Sample } from "./preview/preview-mapping";
export type { SourceHealth, SourceView } from "./query/list-sources";
export type { UploadView } from "./upload-file";
