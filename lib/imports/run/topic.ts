/** What open pages are told while a run goes on: ids only. */
export const IMPORT_TOPIC = "imports.run";
