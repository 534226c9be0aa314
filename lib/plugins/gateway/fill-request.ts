import { AppError } from "@/lib/platform/errors";
import type { ConfigValues, PluginRequest } from "@/lib/plugin-sdk";

export type Values = {
  readonly config: ConfigValues;
  readonly annotation: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly name: string;
};

/** A request ready to send; `base` is `github` or an absolute address. */
export type Filled = { readonly base: string; readonly pathAndQuery: string };

const HOLE = /\{\{([a-zA-Z.]+)\}\}/g;

function fillingOf(name: string, values: Values): string {
  const [head = "", tail = ""] = name.split(".");
  const value = lookUp(head, tail, values);
  if (value === undefined || value === "")
    throw new AppError("precondition", `The request needs ${name}, which has no value here.`);
  return String(value);
}

function lookUp(head: string, tail: string, values: Values): string | number | boolean | undefined {
  const own = <T>(record: Readonly<Record<string, T>>) =>
    Object.hasOwn(record, tail) ? record[tail] : undefined;
  if (head === "config") return own(values.config);
  if (head === "annotation") return tail ? own(values.parts) : values.annotation;
  return head === "entity" && tail === "name" ? values.name : undefined;
}

// One value is one path segment: it can neither climb out of the path nor add to it.
function segment(value: string): string {
  if (value === "." || value === "..")
    throw new AppError("invalid_input", `"${value}" cannot be part of an address.`);
  return encodeURIComponent(value);
}

/** Fills the holes of a request, each value escaped for its place. */
export function fillRequest(request: PluginRequest, values: Values): Filled {
  const path = request.path.replace(HOLE, (_, name: string) => segment(fillingOf(name, values)));
  const query = new URLSearchParams(
    Object.entries(request.query).map(([key, template]) => [
      key,
      template.replace(HOLE, (_, name: string) => fillingOf(name, values)),
    ]),
  );
  const base =
    request.base === "github"
      ? "github"
      : baseOf(request.base.replace(HOLE, (_, name: string) => fillingOf(name, values)));
  return { base, pathAndQuery: query.size > 0 ? `${path}?${query}` : path };
}

function baseOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new AppError(
      "invalid_input",
      `"${address.slice(0, 200)}" is not an http(s) address that requests can be built on.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Hosts that declared templates stand for under these settings; a setting that is no address stands for none. */
export function hostsOf(templates: readonly string[], config: ConfigValues): readonly string[] {
  return templates.flatMap((template) => {
    const setting = /^\{\{config\.(\w+)\}\}$/.exec(template)?.[1];
    if (!setting) return [template];
    const address = String(config[setting] ?? "");
    return URL.canParse(address) ? [new URL(address).host] : [];
  });
}
