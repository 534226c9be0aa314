export { prepareSearch } from "./prepare-search";
export { type SearchPage, searchAll, searchBest } from "./search";
export type { Count, PluginName, PluginSource, SearchHit } from "./sources";
