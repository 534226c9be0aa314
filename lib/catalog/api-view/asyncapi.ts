import { typesOf } from "./openapi";
import { deref, type Node, nodeOf, textOf, typeName } from "./reader";
import type { ApiOperation, ApiView } from "./view";

/** Reads an AsyncAPI 2 or 3 document. @see https://www.asyncapi.com/docs/reference/specification/latest */
export function viewAsyncApi(root: Node): ApiView {
  const info = nodeOf(root.info);
  const servers = Object.values(nodeOf(root.servers))
    .map((server) => textOf(nodeOf(server).url, 300) ?? textOf(nodeOf(server).host, 300))
    .filter((url) => url !== undefined);
  const operations = "operations" in root ? operationsOfThree(root) : operationsOfTwo(root);
  return {
    format: "asyncapi",
    title: textOf(info.title, 200),
    version: textOf(info.version, 60),
    description: textOf(info.description),
    servers,
    groups: operations.length > 0 ? [{ name: "Channels", operations }] : [],
    types: typesOf(root, nodeOf(nodeOf(root.components).schemas)),
    problem: undefined,
  };
}

function operation(verb: string, path: string, node: Node, message: string | undefined): ApiOperation {
  return {
    verb,
    path: path.slice(0, 300),
    summary: textOf(node.summary, 300) ?? textOf(node.operationId, 120),
    description: textOf(node.description),
    deprecated: false,
    parameters: [],
    body: message,
    responses: [],
  };
}

function messageName(root: Node, value: unknown): string | undefined {
  const given = nodeOf(value);
  const message = deref(root, value);
  const name =
    textOf(message.name, 120) ?? (typeof given.$ref === "string" ? given.$ref.split("/").at(-1) : undefined);
  const payload = message.payload ? typeName(root, message.payload) : undefined;
  return [name, payload].filter(Boolean).join(" · ") || undefined;
}

function operationsOfTwo(root: Node): ApiOperation[] {
  return Object.entries(nodeOf(root.channels))
    .slice(0, 300)
    .flatMap(([channel, value]) => {
      const item = deref(root, value);
      return (["publish", "subscribe"] as const)
        .filter((verb) => verb in item)
        .map((verb) => {
          const node = nodeOf(item[verb]);
          return operation(verb, channel, node, messageName(root, node.message));
        });
    });
}

function operationsOfThree(root: Node): ApiOperation[] {
  return Object.entries(nodeOf(root.operations))
    .slice(0, 300)
    .map(([name, value]) => {
      const node = nodeOf(value);
      const channel = deref(root, node.channel);
      const first = Object.values(nodeOf(channel.messages))[0];
      return operation(
        textOf(node.action, 20) ?? "send",
        textOf(channel.address, 300) ?? name,
        { ...node, operationId: name },
        messageName(root, first),
      );
    });
}
