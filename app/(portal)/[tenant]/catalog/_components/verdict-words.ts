import type { Tone } from "@/lib/ui/tone";

export const VERDICT_TONES: Readonly<Record<string, Tone>> = {
  ingested: "ok",
  derived: "info",
  skipped: "neutral",
  failed: "bad",
  queued: "neutral",
};

const WORDS: Readonly<Record<string, string>> = {
  ingested: "From catalog files",
  derived: "Derived",
  skipped: "Skipped",
  failed: "Failed",
  queued: "Waiting",
};

export function verdictWords(verdict: string): string {
  return WORDS[verdict] ?? verdict;
}
