import { sha256 } from "@/lib/platform/crypto";
import type { ServedParts } from "../model/served";

/** The etag of a body. The same content in another order of its members has another one: compare contents before believing it. */
export function etagOf({ before, after }: ServedParts): string {
  return sha256(before + after).slice(0, 40);
}
