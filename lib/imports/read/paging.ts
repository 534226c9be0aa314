import { AppError } from "@/lib/platform/errors";
import type { Json, JsonObject } from "@/lib/platform/types";
import type { HttpInput, Paging, Read } from "../model/definition";

/** Where a reading stands: what the next request adds. Plain data, so that a run goes on from it after a stop. */
export type PageCursor =
  | { readonly kind: "first" }
  | { readonly kind: "page" | "offset"; readonly at: number }
  | { readonly kind: "cursor"; readonly value: string }
  | { readonly kind: "url"; readonly href: string };

export const FIRST_PAGE: PageCursor = { kind: "first" };

/** What one answer said, as far as paging needs it. */
export type PageFacts = {
  readonly items: number;
  /** what the paging's JSONata made of the answer */
  readonly next: Json | undefined;
  readonly link: string | null;
  readonly requested: URL;
};

function sizeQuery(paging: Paging): Readonly<Record<string, string>> {
  if (paging.kind !== "page" && paging.kind !== "offset") return {};
  const { sizeParameter, size } = paging;
  return sizeParameter === undefined || size === undefined ? {} : { [sizeParameter]: String(size) };
}

function setField(body: JsonObject, path: readonly string[], value: string): JsonObject {
  const [head = "", ...rest] = path;
  const below = body[head];
  const next =
    typeof below === "object" && below !== null && !Array.isArray(below) ? (below as JsonObject) : {};
  return { ...body, [head]: rest.length === 0 ? value : setField(next, rest, value) };
}

/** Address and body of the request at a cursor. */
export function requestAt(
  input: HttpInput,
  read: Read,
  cursor: PageCursor,
): { readonly url: URL; readonly body: string | undefined } {
  const base = new URL(input.baseUrl);
  const { paging } = read;
  if (cursor.kind === "url") return { url: sameOrigin(base, cursor.href), body: read.body };
  const url = new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}${read.path}`);
  if (url.origin !== base.origin)
    throw new AppError("invalid_input", `The path ${read.path} leaves ${base.host}.`);
  for (const [key, value] of Object.entries({ ...read.query, ...sizeQuery(paging) }))
    url.searchParams.set(key, value);
  if (paging.kind === "page")
    url.searchParams.set(paging.parameter, String(cursor.kind === "page" ? cursor.at : paging.first));
  if (paging.kind === "offset")
    url.searchParams.set(paging.parameter, String(cursor.kind === "offset" ? cursor.at : 0));
  if (paging.kind !== "cursor" || cursor.kind !== "cursor") return { url, body: read.body };
  if (paging.into.kind === "query") {
    url.searchParams.set(paging.into.parameter, cursor.value);
    return { url, body: read.body };
  }
  const body: JsonObject = JSON.parse(read.body ?? "{}");
  return { url, body: JSON.stringify(setField(body, paging.into.field.split("."), cursor.value)) };
}

// The credentials are for this origin: an answer may not send them elsewhere.
function sameOrigin(base: URL, href: string): URL {
  const url = new URL(href, base);
  if (url.origin === base.origin) return url;
  throw new AppError(
    "upstream_failed",
    `${base.host} names a next page at ${url.host}, which is not followed: the credentials are for ${base.host}.`,
  );
}

/** The address under rel="next" of a Link header (RFC 8288). */
export function nextLink(header: string | null): string | undefined {
  for (const part of header?.split(/,(?=\s*<)/) ?? []) {
    const [, href, parameters] = /^\s*<([^>]*)>(.*)$/s.exec(part) ?? [];
    if (href !== undefined && /;\s*rel\s*=\s*"?([^";]*\s)?next(\s[^";]*)?"?/i.test(parameters ?? ""))
      return href;
  }
  return undefined;
}

/**
 * The cursor after an answer; undefined at the end. Pages and offsets end at the first empty answer and not before: a server
 * that gives fewer records than it was asked for is not at its end.
 */
export function cursorAfter(read: Read, cursor: PageCursor, facts: PageFacts): PageCursor | undefined {
  const { paging } = read;
  switch (paging.kind) {
    case "none":
      return undefined;
    case "page":
      return facts.items === 0
        ? undefined
        : { kind: "page", at: (cursor.kind === "page" ? cursor.at : paging.first) + 1 };
    case "offset":
      return facts.items === 0
        ? undefined
        : { kind: "offset", at: (cursor.kind === "offset" ? cursor.at : 0) + facts.items };
    case "cursor": {
      const { next } = facts;
      if (typeof next !== "string" && typeof next !== "number") return undefined;
      return String(next) === "" ? undefined : { kind: "cursor", value: String(next) };
    }
    case "link": {
      const href = nextLink(facts.link);
      return href === undefined ? undefined : { kind: "url", href: new URL(href, facts.requested).href };
    }
    default: {
      const never: never = paging;
      return never;
    }
  }
}
