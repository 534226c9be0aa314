export { applyRun } from "./push/apply-run";
export type { PushAnswer } from "./push/push-set";
export { pushSet, readPush } from "./push/push-set";
