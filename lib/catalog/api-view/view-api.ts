import { parseDocument } from "yaml";
import { messageOf } from "@/lib/platform/errors";
import { viewAsyncApi } from "./asyncapi";
import { viewGraphql } from "./graphql";
import { viewOpenApi } from "./openapi";
import { nodeOf } from "./reader";
import { type ApiView, EMPTY_VIEW } from "./view";

const READABLE_BYTES = 256 * 1024;

/**
 * Reads an API entity's definition for display. Never throws: what cannot be read comes back as text with the reason.
 *
 * @param type - spec.type: openapi, asyncapi, graphql, anything else is text
 * @param definition - spec.definition; only references inside it are followed
 */
export function viewApi(type: string, definition: string): ApiView {
  if (definition.length > READABLE_BYTES)
    return { ...EMPTY_VIEW, problem: "The definition is larger than 256 KiB and is shown as text." };
  try {
    if (type === "graphql") return viewGraphql(definition);
    if (type !== "openapi" && type !== "asyncapi") return EMPTY_VIEW;
    const document = parseDocument(definition, { uniqueKeys: false, schema: "core" });
    const [error] = document.errors;
    if (error)
      return { ...EMPTY_VIEW, problem: `The definition is not valid YAML or JSON: ${error.message}` };
    const root = nodeOf(document.toJS({ maxAliasCount: 50 }));
    return type === "openapi" ? viewOpenApi(root) : viewAsyncApi(root);
  } catch (error) {
    return { ...EMPTY_VIEW, problem: `The definition cannot be read: ${messageOf(error)}` };
  }
}
