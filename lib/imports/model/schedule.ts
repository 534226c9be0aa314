import type { Schedule } from "./definition";

const HOUR_MS = 60 * 60_000;
const EVERY_MS: Readonly<Record<Exclude<Schedule, "manual">, number>> = {
  hourly: HOUR_MS,
  daily: 24 * HOUR_MS,
  weekly: 7 * 24 * HOUR_MS,
};

/** When a source runs next, counted from the run that is beginning; undefined when only people start it. */
export function nextRunAt(schedule: Schedule, now: Date): Date | undefined {
  return schedule === "manual" ? undefined : new Date(now.getTime() + EVERY_MS[schedule]);
}
