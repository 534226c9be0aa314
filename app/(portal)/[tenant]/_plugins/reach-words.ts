import type { Reach } from "@/lib/plugins";
import { counted } from "./counted";

/** "Lights up on 37 of 120 components". */
export function reachWords({ annotated, filled, total }: Reach): string {
  if (total === 0) return "Lights up once your catalog has components";
  const lit = annotated + filled;
  return `Lights up on ${lit.toLocaleString("en")} of ${counted(total, "component")}`;
}
