import { deref, listOf, type Node, nodeOf, textOf, typeName } from "./reader";
import type { ApiField, ApiGroup, ApiOperation, ApiType, ApiView } from "./view";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const OPERATIONS_MAX = 500;

/** Reads an OpenAPI 2 or 3 document. @see https://spec.openapis.org/oas/latest.html */
export function viewOpenApi(root: Node): ApiView {
  const info = nodeOf(root.info);
  const servers = listOf(root.servers)
    .map((server) => textOf(nodeOf(server).url, 300))
    .filter((url) => url !== undefined);
  const host = textOf(root.host, 300);
  return {
    format: "openapi",
    title: textOf(info.title, 200),
    version: textOf(info.version, 60),
    description: textOf(info.description),
    servers: host ? [`${host}${textOf(root.basePath, 200) ?? ""}`] : servers,
    groups: groupsOf(root),
    types: typesOf(root, nodeOf(nodeOf(root.components).schemas ?? root.definitions)),
    problem: undefined,
  };
}

function groupsOf(root: Node): ApiGroup[] {
  const groups = new Map<string, ApiOperation[]>();
  let count = 0;
  for (const [path, item] of Object.entries(nodeOf(root.paths))) {
    const pathItem = deref(root, item);
    for (const method of METHODS) {
      if (!(method in pathItem) || count >= OPERATIONS_MAX) continue;
      count++;
      const operation = nodeOf(pathItem[method]);
      const tag = textOf(listOf(operation.tags)[0], 80) ?? "Operations";
      const list = groups.get(tag) ?? [];
      groups.set(tag, list);
      list.push(operationOf(root, method, path, operation, listOf(pathItem.parameters)));
    }
  }
  return [...groups].map(([name, operations]) => ({ name, operations }));
}

function operationOf(
  root: Node,
  method: string,
  path: string,
  operation: Node,
  inherited: readonly unknown[],
): ApiOperation {
  return {
    verb: method.toUpperCase(),
    path: path.slice(0, 300),
    summary: textOf(operation.summary, 300) ?? textOf(operation.operationId, 120),
    description: textOf(operation.description),
    deprecated: operation.deprecated === true,
    parameters: [...inherited, ...listOf(operation.parameters)]
      .slice(0, 100)
      .map((parameter) => parameterOf(root, parameter)),
    body: bodyOf(root, operation.requestBody),
    responses: Object.entries(nodeOf(operation.responses))
      .slice(0, 40)
      .map(([status, response]) => {
        const read = deref(root, response);
        return {
          status,
          description: textOf(read.description, 400) ?? "",
          type: bodyOf(root, read) ?? (read.schema ? typeName(root, read.schema) : undefined),
        };
      }),
  };
}

function parameterOf(root: Node, value: unknown): ApiField {
  const parameter = deref(root, value);
  return {
    name: textOf(parameter.name, 120) ?? "unnamed",
    place: textOf(parameter.in, 20) ?? "query",
    type: typeName(root, parameter.schema ?? parameter),
    required: parameter.required === true,
    description: textOf(parameter.description, 600),
  };
}

function bodyOf(root: Node, value: unknown): string | undefined {
  const content = Object.entries(nodeOf(deref(root, value).content))[0];
  return content ? `${typeName(root, nodeOf(content[1]).schema)} · ${content[0]}` : undefined;
}

export function typesOf(root: Node, schemas: Node): ApiType[] {
  return Object.entries(schemas)
    .slice(0, 200)
    .map(([name, value]) => {
      const parts = partsOf(root, value);
      const schema = nodeOf(value);
      const required = new Set(parts.flatMap((part) => listOf(part.required)));
      return {
        name: name.slice(0, 120),
        description: textOf(schema.description, 600),
        fields: parts
          .flatMap((part) => Object.entries(nodeOf(part.properties)))
          .slice(0, 100)
          .map(([field, property]) => ({
            name: field.slice(0, 120),
            place: "",
            type: typeName(root, property),
            required: required.has(field),
            description: textOf(nodeOf(property).description, 400),
          })),
      };
    });
}

/** A schema and what it takes in by allOf, one level deep. */
function partsOf(root: Node, value: unknown): readonly Node[] {
  const schema = deref(root, value);
  return [schema, ...listOf(schema.allOf).map((part) => deref(root, part))];
}
