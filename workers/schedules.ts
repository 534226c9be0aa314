import { syncAllCustomers } from "@/lib/billing/jobs";
import { every, type startSchedules } from "./runtime/schedules";

/** What runs on a clock; `every(ms, job, payload)`. */
export const schedules: Parameters<typeof startSchedules>[0] = [
  // Heals what events never came: a lost webhook costs at most an hour.
  every(60 * 60_000, syncAllCustomers, {}),
];
