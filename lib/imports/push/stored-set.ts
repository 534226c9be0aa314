import type { TenantContext } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { withTenantSql } from "@/lib/platform/db";
import { listStoredKeys } from "../store/push-store";

const PAGE = 10_000;

/** The hash of an entity's text as it was pushed. The prefix changes when the same text is read differently from then on. */
export function hashOfText(bytes: Uint8Array): string {
  return `p1:${sha256(bytes).slice(0, 40)}`;
}

/** Of what a set says now, key by hash: a line with a known hash need be read no further. */
export async function readStoredSet(
  ctx: TenantContext,
  sourceId: string | undefined,
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  if (sourceId === undefined) return keys;
  for (let after = ""; ; ) {
    const page = await withTenantSql(ctx, (db) => listStoredKeys(db, sourceId, after, PAGE));
    for (const { key, hash } of page) keys.set(hash, key);
    if (page.length < PAGE) return keys;
    after = page.at(-1)?.key ?? "";
  }
}
