import type { startSchedules } from "./runtime/schedules";

/** What runs on a clock; `every(ms, job, payload)`. */
export const schedules: Parameters<typeof startSchedules>[0] = [];
