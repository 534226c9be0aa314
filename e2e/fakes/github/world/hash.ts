import { createHash } from "node:crypto";

/** 40 hex digits, as a git object id looks. */
export function fakeSha(...parts: readonly string[]): string {
  return createHash("sha1").update(parts.join("\0")).digest("hex");
}

/** The id git itself gives these bytes. */
export function blobSha(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** A stable number below 1,000,000,000: GraphQL's `databaseId` is a 32-bit Int. */
export function stableId(...parts: readonly string[]): number {
  return (createHash("sha1").update(parts.join("\0")).digest().readUInt32BE(0) % 999_999_000) + 1000;
}

/** Deterministic choice in [0, below). */
export function pick(below: number, ...parts: readonly string[]): number {
  return below <= 0 ? 0 : stableId("pick", ...parts) % below;
}

/** Deterministic member of a list that is known not to be empty. */
export function pickOf<T>(list: readonly [T, ...T[]], ...parts: readonly string[]): T {
  return list[pick(list.length, ...parts)] ?? list[0];
}

const prefixes = { Repository: "R_", Organization: "O_", User: "U_", Team: "T_" } as const;
export type NodeKind = keyof typeof prefixes;

/** GitHub's opaque GraphQL id. */
export function nodeId(kind: NodeKind, id: number): string {
  return `${prefixes[kind]}${Buffer.from(`k${id}`).toString("base64url")}`;
}

/** The kind and number inside a node id, or undefined for a string that is none. */
export function parseNodeId(text: string): { readonly kind: NodeKind; readonly id: number } | undefined {
  const inner = /^k(\d+)$/.exec(Buffer.from(text.slice(2), "base64url").toString("utf8"));
  if (inner?.[1] === undefined) return undefined;
  const id = Number(inner[1]);
  if (text.startsWith(prefixes.Repository)) return { kind: "Repository", id };
  if (text.startsWith(prefixes.Organization)) return { kind: "Organization", id };
  if (text.startsWith(prefixes.User)) return { kind: "User", id };
  return text.startsWith(prefixes.Team) ? { kind: "Team", id } : undefined;
}
