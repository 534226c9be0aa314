export type { OwnersAccepted } from "./accept-owners";
export { acceptOwners, acceptOwnersInput, undoOwners, undoOwnersInput } from "./accept-owners";
export type { Completeness, Lack } from "./completeness";
export type { CompletenessView, Incomplete, Proposed } from "./read-completeness";
export { INCOMPLETE_PAGE, readCompleteness } from "./read-completeness";
export { requestSamples } from "./request-samples";
export { sampleCompleteness } from "./sample-completeness";
