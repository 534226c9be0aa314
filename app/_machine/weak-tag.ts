import { createHash } from "node:crypto";

/**
 * A weak ETag of an answer's bytes, weak because it stays the same when the answer is squeezed.
 *
 * It is made of the bytes alone, so "not modified" tells a caller no more than the answer itself would: what you hold is,
 * byte for byte, what your own token may read now.
 */
export function weakTag(body: string | Buffer): string {
  return `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

/** Whether `If-None-Match` names a tag; weak and strong forms of one are the same here (RFC 9110, 13.1.2). */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((one) => one.trim().replace(/^W\//, "") === tag.slice(2));
}
