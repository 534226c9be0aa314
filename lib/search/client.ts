export { SEARCH_PAGE, type SearchParams, searchParamsSchema, searchQuery } from "./search-params";
export { type Marked, markWords } from "./words/mark-words";
