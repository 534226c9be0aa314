import { type DefinitionNode, type FieldDefinitionNode, parse, print } from "graphql";
import { type ApiGroup, type ApiType, type ApiView, EMPTY_VIEW } from "./view";

const ROOTS: Readonly<Record<string, string>> = {
  Query: "query",
  Mutation: "mutation",
  Subscription: "subscription",
};

/** Reads a GraphQL schema in its definition language. @see https://spec.graphql.org */
export function viewGraphql(text: string): ApiView {
  const document = parse(text, { maxTokens: 100_000, noLocation: true });
  const groups: ApiGroup[] = [];
  const types: ApiType[] = [];
  for (const definition of document.definitions) {
    const fields = fieldsOf(definition);
    if (!fields || !("name" in definition) || !definition.name) continue;
    const name = definition.name.value;
    const verb = ROOTS[name];
    if (verb) groups.push({ name, operations: fields.map((field) => operationOf(verb, field)) });
    else
      types.push({
        name,
        description: descriptionOf(definition),
        fields: fields.map((field) => ({
          name: field.name.value,
          place: "",
          type: print(field.type),
          required: field.type.kind === "NonNullType",
          description: field.description?.value,
        })),
      });
  }
  return { ...EMPTY_VIEW, format: "graphql", groups, types };
}

function fieldsOf(definition: DefinitionNode): readonly FieldDefinitionNode[] | undefined {
  return "fields" in definition &&
    definition.kind !== "InputObjectTypeDefinition" &&
    definition.kind !== "InputObjectTypeExtension"
    ? (definition.fields ?? [])
    : undefined;
}

function descriptionOf(definition: DefinitionNode): string | undefined {
  return "description" in definition ? definition.description?.value : undefined;
}

function operationOf(verb: string, field: FieldDefinitionNode): ApiGroup["operations"][number] {
  return {
    verb,
    path: field.name.value,
    summary: undefined,
    description: field.description?.value,
    deprecated: field.directives?.some((directive) => directive.name.value === "deprecated") ?? false,
    parameters: (field.arguments ?? []).map((argument) => ({
      name: argument.name.value,
      place: "argument",
      type: print(argument.type),
      required: argument.type.kind === "NonNullType",
      description: argument.description?.value,
    })),
    body: undefined,
    responses: [{ status: "returns", description: "", type: print(field.type) }],
  };
}
