import { type KindDefinition, propertiesOf } from "@/lib/catalog/client";

/** A field of the spec as the form shows it. */
export type FieldRow = {
  /** its name in the definition it was read from; undefined for a new one */
  readonly was: string | undefined;
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly required: boolean;
  readonly column: boolean;
  readonly filter: boolean;
};

type Schema = NonNullable<KindDefinition["schema"]>;

/** Types the form offers; every other schema is kept as it is and edited in the file. */
export const FIELD_TYPES: Readonly<Record<string, { readonly label: string; readonly schema: Schema }>> = {
  text: { label: "Text", schema: { type: "string" } },
  number: { label: "Number", schema: { type: "number" } },
  integer: { label: "Whole number", schema: { type: "integer" } },
  boolean: { label: "Yes or no", schema: { type: "boolean" } },
  texts: { label: "List of texts", schema: { type: "array", items: { type: "string" } } },
};
export const OTHER = "other";

function typeOf(property: Schema): string {
  const { title: _, description: __, ...rest } = property;
  const found = Object.entries(FIELD_TYPES).find(
    ([, { schema }]) => JSON.stringify(schema) === JSON.stringify(rest),
  );
  return found?.[0] ?? OTHER;
}

export function rowsOf({ schema, columns, filters }: KindDefinition): readonly FieldRow[] {
  const required = Array.isArray(schema?.required) ? schema.required : [];
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    was: name,
    name,
    title: typeof property.title === "string" ? property.title : "",
    type: typeOf(property),
    required: required.includes(name),
    column: columns.some((column) => column.path === `spec.${name}`),
    filter: filters.some((filter) => filter.path === `spec.${name}`),
  }));
}

/** The definition with these fields; what the form does not know of a schema stays. */
export function withRows(definition: KindDefinition, rows: readonly FieldRow[]): Partial<KindDefinition> {
  const before = propertiesOf(definition.schema);
  const old = rowsOf(definition);
  const properties = rows.map((row) => {
    const { title: _, ...given } = (row.was === undefined ? undefined : before[row.was]) ?? {};
    const type = old.find((one) => one.was === row.was)?.type;
    const base = row.type === OTHER || row.type === type ? given : FIELD_TYPES[row.type]?.schema;
    return [row.name, { ...base, ...(row.title ? { title: row.title } : {}) }] as const;
  });
  const shown = (list: KindDefinition["columns"], pick: (row: FieldRow) => boolean) => [
    ...list.filter((one) => !old.some((row) => one.path === `spec.${row.name}`)),
    ...rows.filter(pick).map((row) => ({ path: `spec.${row.name}`, title: row.title || row.name })),
  ];
  const { required: _, ...rest } = definition.schema ?? {};
  const required = rows.filter((row) => row.required).map((row) => row.name);
  return {
    schema: {
      ...rest,
      type: "object",
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(properties),
    },
    columns: shown(definition.columns, (row) => row.column),
    filters: shown(definition.filters, (row) => row.filter),
  };
}
