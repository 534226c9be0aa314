import type { TenantContext } from "@/lib/platform/context";
import { openServed } from "../served/open-served";

/** The name closest to what was typed, for an empty result; undefined when nothing is near. */
export async function suggestName(ctx: TenantContext, text: string): Promise<string | undefined> {
  return (await openServed(ctx)).suggest(text);
}
