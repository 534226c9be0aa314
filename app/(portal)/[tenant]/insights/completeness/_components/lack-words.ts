import type { Lack } from "@/lib/insights";

export const LACK_WORDS: Readonly<Record<Lack, string>> = {
  unresolved_owner: "Owner nobody knows",
  no_owner: "No owner",
  failed: "File is broken",
  no_component: "No component",
};
