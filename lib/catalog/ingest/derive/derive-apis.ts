import { isJsonObject, stringField } from "../../model/entity";
import { isApiCandidate } from "../file-interest";
import type { SnapshotFile } from "../repository-snapshot";
import { type Facts, lineOf } from "./facts";

/** An API description found in a repository. */
export type FoundApi = {
  readonly path: string;
  readonly type: "openapi" | "asyncapi" | "graphql" | "grpc";
  readonly definition: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly what: string;
  readonly line: number;
};

const APIS_MAX = 20;

/** Value of an indented `key:` inside the top-level block `info:`, without parsing the whole file. */
function infoField(text: string, key: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^info:\s*$/.test(line));
  if (start < 0) return undefined;
  for (const line of lines.slice(start + 1, start + 60)) {
    if (/^\S/.test(line)) return undefined;
    const value = new RegExp(`^\\s{1,8}${key}:\\s+(.{1,300})$`).exec(line)?.[1]?.trim();
    if (value !== undefined) return /^[|>]/.test(value) ? undefined : value.replace(/^(["'])(.*)\1$/, "$2");
  }
  return undefined;
}

function readJson(text: string): Pick<FoundApi, "type" | "title" | "description" | "what"> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: then it describes no API, whatever its name says.
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const info = isJsonObject(value.info) ? value.info : undefined;
  const about = { title: stringField(info, "title"), description: stringField(info, "description") };
  for (const key of ["openapi", "swagger", "asyncapi"] as const) {
    const version = stringField(value, key);
    if (version !== undefined)
      return { type: key === "asyncapi" ? "asyncapi" : "openapi", what: `${key} ${version}`, ...about };
  }
  return undefined;
}

function readText(path: string, text: string): Omit<FoundApi, "path" | "definition"> | undefined {
  if (/\.json$/i.test(path)) {
    const found = readJson(text);
    return found && { ...found, line: 1 };
  }
  if (/\.proto$/i.test(path)) {
    const service = /^\s*service\s+(\w+)/m.exec(text)?.[1];
    return service === undefined
      ? undefined
      : {
          type: "grpc",
          title: service,
          description: undefined,
          what: `proto service ${service}`,
          line: lineOf(text, `service ${service}`) ?? 1,
        };
  }
  if (/\.(graphqls|graphql|gql)$/i.test(path)) {
    const root = /^\s*(extend\s+)?(type\s+(Query|Mutation|Subscription)\b|schema\b)/m.exec(text)?.[0];
    return root === undefined
      ? undefined
      : {
          type: "graphql",
          title: undefined,
          description: undefined,
          what: "GraphQL schema",
          line: lineOf(text, root.trim()) ?? 1,
        };
  }
  const version = /^(openapi|swagger|asyncapi):\s*["']?(\d[\w.]*)/m.exec(text.slice(0, 20_000));
  if (!version?.[1] || !version[2]) return undefined;
  return {
    type: version[1] === "asyncapi" ? "asyncapi" : "openapi",
    title: infoField(text, "title"),
    description: infoField(text, "description"),
    what: `${version[1]} ${version[2]}`,
    line: lineOf(text, version[0]) ?? 1,
  };
}

function readCandidate(file: SnapshotFile): FoundApi | undefined {
  if (file.text === undefined || !isApiCandidate(file.path)) return undefined;
  const found = readText(file.path, file.text);
  return found && { path: file.path, definition: file.text, ...found };
}

/** API descriptions among the files that were read, nearest to the root first. */
export function findApis({ snapshot }: Facts): readonly FoundApi[] {
  return [...snapshot.files]
    .sort((a, b) => a.path.split("/").length - b.path.split("/").length || (a.path < b.path ? -1 : 1))
    .flatMap((file) => readCandidate(file) ?? [])
    .slice(0, APIS_MAX);
}
