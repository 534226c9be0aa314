import { parseRef } from "../model/ref";

/** What somebody pasted, taken apart. */
export type Question =
  | {
      readonly kind: "repository";
      /** as `repositoryHost` has it; undefined where none was named */
      readonly host: string | undefined;
      readonly owner: string;
      readonly name: string;
    }
  | {
      readonly kind: "file";
      readonly host: string | undefined;
      readonly owner: string;
      readonly name: string;
      /** branch and path, which only the repository's branches can tell apart */
      readonly rest: readonly string[];
    }
  | { readonly kind: "entity"; readonly ref: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unreadable"; readonly why: string };

const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const RAW_HOST = "raw.githubusercontent.com";
const VIEWS = new Set(["blob", "edit", "raw", "tree", "blame"]);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken escape is taken as it stands; nothing will be found under it.
    return part;
  }
}

function ofParts(host: string | undefined, owner: string, name: string, rest: readonly string[]): Question {
  const repository = name.replace(/\.git$/, "");
  if (!OWNER.test(owner) || !NAME.test(repository))
    return { kind: "unreadable", why: "The address names no repository: it must contain owner and name." };
  return rest.length > 1
    ? { kind: "file", host, owner, name: repository, rest }
    : { kind: "repository", host, owner, name: repository };
}

function ofUrl(url: URL, slug: string | undefined): Question {
  const parts = url.pathname.split("/").filter(Boolean).map(decode);
  const [first = "", second = "", third = "", ...rest] = parts;
  const host = hostOf(url.host);
  if (slug !== undefined && first === slug && second === "catalog" && rest.length >= 2)
    return { kind: "entity", ref: `${third}:${rest[0]}/${rest[1]}`.toLowerCase() };
  if (parts.length < 2)
    return { kind: "unreadable", why: "The address names no repository: it must contain owner and name." };
  // Its addresses, /owner/name/branch/path, have no word between name and branch.
  if (url.hostname === RAW_HOST)
    return ofParts(
      host,
      first,
      second,
      (third === "refs" ? rest.slice(1) : [third, ...rest]).filter(Boolean),
    );
  return ofParts(host, first, second, VIEWS.has(third) ? (rest[0] === "refs" ? rest.slice(2) : rest) : []);
}

/**
 * Reads a pasted repository address, file address, entity ref or name.
 *
 * @param slug - of the tenant, by which the portal's own addresses are told; undefined where none of those can be meant
 */
export function parseQuestion(text: string, slug: string | undefined): Question {
  const trimmed = text.trim().slice(0, 2_000);
  if (trimmed === "") return { kind: "unreadable", why: "Paste an address, a reference or a name." };
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)[:/]([^/]+)\/([^/]+)$/.exec(trimmed);
  if (ssh?.[1] && ssh[2] && ssh[3]) return ofParts(hostOf(ssh[1].toLowerCase()), ssh[2], ssh[3], []);
  if (/^https?:\/\//i.test(trimmed))
    return URL.canParse(trimmed)
      ? ofUrl(new URL(trimmed), slug)
      : { kind: "unreadable", why: "This is no complete web address." };
  if (/^[\w-]+(\.[\w-]+)+\//.test(trimmed) && URL.canParse(`https://${trimmed}`))
    return ofUrl(new URL(`https://${trimmed}`), slug);
  const ref = trimmed.includes(":") ? parseRef(trimmed) : undefined;
  if (ref) return { kind: "entity", ref: `${ref.kind}:${ref.namespace}/${ref.name}` };
  const [owner, name, ...more] = trimmed.split("/");
  if (owner && name && more.length === 0) return ofParts(undefined, owner, name, []);
  return { kind: "name", name: trimmed.toLowerCase() };
}

/** Host and port by which a repository is known, for the address of it or of a file in it; undefined for no web address. */
export function repositoryHost(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  return hostOf(new URL(address).host);
}

function hostOf(host: string): string {
  return host === RAW_HOST || host === "www.github.com" ? "github.com" : host;
}

/**
 * Tells branch and path apart: the default branch may hold slashes, any other branch is taken to be one word.
 */
export function splitRest(
  rest: readonly string[],
  defaultBranch: string | undefined,
): { readonly branch: string; readonly path: string } {
  const all = rest.join("/");
  if (defaultBranch !== undefined && all.startsWith(`${defaultBranch}/`))
    return { branch: defaultBranch, path: all.slice(defaultBranch.length + 1) };
  return { branch: rest[0] ?? "", path: rest.slice(1).join("/") };
}
