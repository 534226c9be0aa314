import { syncAllCustomers } from "@/lib/billing/jobs";
import { ageOrphans, reconcileTenants } from "@/lib/catalog/jobs";
import { tickSources } from "@/lib/imports/jobs";
import { sampleTenants } from "@/lib/insights/jobs";
import { every, type startSchedules } from "./runtime/schedules";

/** What runs on a clock; `every(ms, job, payload)`. */
export const schedules: Parameters<typeof startSchedules>[0] = [
  // Heals what events never came: a lost webhook costs at most an hour.
  every(60 * 60_000, syncAllCustomers, {}),
  // Webhooks are hints; this is the truth behind them. An unchanged organisation costs a handful of requests.
  every(24 * 60 * 60_000, reconcileTenants, {}),
  // Orphans are archived by the day, so a daily look is enough.
  every(24 * 60 * 60_000, ageOrphans, {}),
  // Imports' own schedules are rows; this asks which have come due.
  every(60_000, tickSources, {}),
  // A curve over months needs a value a day; runs and accepted owners add theirs.
  every(24 * 60 * 60_000, sampleTenants, {}),
];
