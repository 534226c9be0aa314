export type { JobDefinition } from "./define";
export { defineJob } from "./define";
export { enqueue, OUTBOX_CHANNEL } from "./enqueue";
