import type { Auth, Definition, HttpInput, Paging, Read } from "@/lib/imports/client";

/** What the editor holds while somebody works on it. */
export type Draft = {
  readonly name: string;
  readonly input: HttpInput;
  readonly schedule: Definition["schedule"];
  readonly mode: Definition["mode"];
};

export const EMPTY_READ: Read = {
  name: "services",
  method: "GET",
  path: "/services",
  query: {},
  format: "json",
  items: "$",
  paging: { kind: "none" },
  mapping: `{
  "kind": "Component",
  "metadata": { "name": $name(name), "title": name, "description": description },
  "spec": { "type": "service", "lifecycle": "production", "owner": $name(team) }
}`,
};

export const EMPTY_DRAFT: Draft = {
  name: "",
  input: { kind: "http", baseUrl: "https://", auth: { kind: "none" }, headers: [], reads: [EMPTY_READ] },
  schedule: "daily",
  mode: "replace",
};

const HOLE = /\{\{secret\.([a-z][a-z0-9_]{0,39})\}\}/g;

/** Names of the secrets a draft needs; the server asks again. */
export function secretNames({ auth, headers }: HttpInput): readonly string[] {
  const holes = (text: string) => [...text.matchAll(HOLE)].flatMap((match) => match[1] ?? []);
  const own = auth.kind === "exchange" ? holes(auth.body) : "secret" in auth ? [auth.secret] : [];
  return [...new Set([...own, ...headers.flatMap((header) => holes(header.value))])];
}

export const AUTHS: Readonly<Record<Auth["kind"], { readonly label: string; readonly empty: Auth }>> = {
  none: { label: "None", empty: { kind: "none" } },
  bearer: { label: "Bearer token", empty: { kind: "bearer", secret: "token" } },
  basic: { label: "User and password", empty: { kind: "basic", user: "", secret: "password" } },
  header: { label: "Key in a header", empty: { kind: "header", header: "X-Api-Key", secret: "key" } },
  exchange: {
    label: "Key exchanged for a token",
    empty: { kind: "exchange", path: "/token", body: '{"key": "{{secret.key}}"}', token: "access_token" },
  },
};

export const PAGINGS: Readonly<Record<Paging["kind"], { readonly label: string; readonly empty: Paging }>> = {
  none: { label: "One answer", empty: { kind: "none" } },
  page: {
    label: "Page numbers",
    empty: { kind: "page", parameter: "page", first: 1, sizeParameter: "per_page", size: 100 },
  },
  offset: {
    label: "Offset",
    empty: { kind: "offset", parameter: "offset", sizeParameter: "limit", size: 100 },
  },
  cursor: {
    label: "Cursor in the answer",
    empty: { kind: "cursor", next: "next", into: { kind: "query", parameter: "cursor" } },
  },
  link: { label: "Link header", empty: { kind: "link" } },
};

/** `key=value` lines, as people copy them from an address. */
export function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([key, value]) => `${key}=${value}`)
    .join("\n");
}

export function readQuery(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const at = line.indexOf("=");
      const key = (at < 0 ? line : line.slice(0, at)).trim();
      return key === "" ? [] : [[key, at < 0 ? "" : line.slice(at + 1).trim()]];
    }),
  );
}
