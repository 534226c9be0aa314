import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { schema } from "./schema";

const largestPage = 100;
const largestNodeCount = 500_000;

export interface Cost {
  readonly points: number;
  readonly nodeCount: number;
}

type Variables = Readonly<Record<string, unknown>>;

function readInt(value: ValueNode | undefined, variables: Variables): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === "number" ? given : undefined;
}

/**
 * What a query costs by GitHub's rule, and whether it may run at all: every connection bounded by 1 to 100, at most 500,000 nodes.
 *
 * @throws GraphQLError - with GitHub's words and `type`
 * @see https://docs.github.com/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
 */
export function measure(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let requests = 0;
  let nodeCount = 0;

  function refuse(type: string, message: string, path: readonly string[]): never {
    throw new GraphQLError(message, { extensions: { type }, path });
  }

  function visit(set: SelectionSetNode, typeName: string, times: number, path: readonly string[]): void {
    const type = schema.getType(typeName);
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, times, path);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined)
          visit(fragment.selectionSet, fragment.typeCondition.name.value, times, path);
        continue;
      }
      const field =
        isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      if (field === undefined || selection.selectionSet === undefined) continue;
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) continue;
      const here = [...path, selection.alias?.value ?? selection.name.value];
      let below = times;
      if (inner instanceof GraphQLObjectType && inner.name.endsWith("Connection")) {
        const name = selection.name.value;
        const argument = (key: string) =>
          readInt(selection.arguments?.find((one) => one.name.value === key)?.value, variables);
        const size = argument("first") ?? argument("last");
        const which = argument("first") === undefined ? "last" : "first";
        if (size === undefined)
          refuse(
            "MISSING_PAGINATION_BOUNDARIES",
            `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
            here,
          );
        if (size < 0 || size > largestPage)
          refuse(
            "EXCESSIVE_PAGINATION",
            `Requesting ${size} records on the \`${name}\` connection exceeds the \`${which}\` limit of ${largestPage} records.`,
            here,
          );
        requests += times;
        below = times * size;
        nodeCount += below;
        if (nodeCount > largestNodeCount) {
          refuse(
            "MAX_NODE_LIMIT_EXCEEDED",
            `This query requests up to ${nodeCount.toLocaleString("en")} possible nodes which exceeds the maximum limit of 500,000.`,
            here,
          );
        }
      }
      visit(selection.selectionSet, inner.name, below, here);
    }
  }

  visit(operation.selectionSet, "Query", 1, ["query"]);
  return { points: Math.max(1, Math.round(requests / 100)), nodeCount };
}
