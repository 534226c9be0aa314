import type { SourceHealth } from "@/lib/imports/client";
import type { Tone } from "@/lib/ui/tone";

export const HEALTH: Readonly<Record<SourceHealth, { readonly label: string; readonly tone: Tone }>> = {
  ok: { label: "Healthy", tone: "ok" },
  working: { label: "Under way", tone: "info" },
  attention: { label: "Needs a look", tone: "warn" },
  failed: { label: "Failed", tone: "bad" },
  paused: { label: "Schedule stopped", tone: "neutral" },
  never: { label: "Not run yet", tone: "neutral" },
};

export const KINDS: Readonly<Record<string, string>> = {
  github: "GitHub organisation",
  push: "Pushed set",
  import: "File import",
  processor: "Processor",
};

export const SCHEDULES: Readonly<Record<string, string>> = {
  manual: "When somebody starts it",
  hourly: "Every hour",
  daily: "Every day",
  weekly: "Every week",
};

export const RUN_STATUS: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  queued: { label: "Waiting to begin", tone: "neutral" },
  running: { label: "Under way", tone: "info" },
  waiting: { label: "Paused by the source", tone: "warn" },
  done: { label: "Done", tone: "ok" },
  failed: { label: "Failed", tone: "bad" },
};

export const TRIGGERS: Readonly<Record<string, string>> = {
  person: "Started",
  schedule: "By schedule",
  api: "Over the API",
  undo: "Undo",
  remove: "Removal",
};

export const HELD: Readonly<Record<string, string>> = {
  mass_loss: "More than 20 % of what this source gave before would go.",
  nothing_given: "Nothing that the source gave became an entity this time.",
  unreadable_records: "Some records could not be read, so what is missing may be among them.",
};

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
