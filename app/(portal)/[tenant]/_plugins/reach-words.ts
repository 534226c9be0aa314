import type { Reach } from "@/lib/plugins";

/** "Lights up on 37 of 120 components". */
export function reachWords({ annotated, filled, total }: Reach): string {
  if (total === 0) return "Lights up once your catalog has components";
  const lit = annotated + filled;
  return `Lights up on ${lit.toLocaleString("en")} of ${total.toLocaleString("en")} component${total === 1 ? "" : "s"}`;
}
