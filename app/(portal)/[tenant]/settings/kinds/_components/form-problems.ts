import { z } from "zod";
import type { KindDefinition } from "@/lib/catalog/client";
import { rowsOf } from "./schema-rows";

/** What is wrong in the form: by the id of the control it is about, and what is about no control. */
export type FormProblems = {
  readonly at: ReadonlyMap<string, string>;
  readonly others: readonly string[];
};

export const NO_PROBLEMS: FormProblems = { at: new Map(), others: [] };

export const fieldId = (index: number) => `kind-field-${index}`;
export const relationId = (index: number, part: string) => `kind-relation-${index}-${part}`;

const CONTROLS: Readonly<Record<string, string>> = {
  kind: "kind-name",
  plural: "kind-plural",
  apiVersions: "kind-versions",
  icon: "kind-icon",
  colour: "kind-colour",
  description: "kind-description",
};
/** Of members that have no control of their own, by their first word. */
const TITLES: Readonly<Record<string, string>> = {
  schema: "Fields",
  annotations: "Annotations, in the file",
  labels: "Labels, in the file",
  relations: "Relations",
  columns: "In lists",
  filters: "Filters",
};

const detailsSchema = z.object({
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
});

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
const isWithin = (field: string, path: string) =>
  field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);

function controlOf(field: string, definition: KindDefinition): string | undefined {
  const [head = ""] = field.split(/[.[]/);
  if (Object.hasOwn(CONTROLS, head)) return CONTROLS[head];
  const relation = /^relations\[(\d+)\]\.(field|type|inverse|defaultKind)$/.exec(field);
  if (relation?.[1] && relation[2]) return relationId(Number(relation[1]), relation[2]);
  const shown = /^(columns|filters)\[(\d+)\]/.exec(field);
  const path =
    shown?.[1] === "columns" || shown?.[1] === "filters"
      ? definition[shown[1]][Number(shown[2])]?.path
      : undefined;
  const row = rowsOf(definition).findIndex(
    ({ name }) => path === `spec.${name}` || isWithin(field, `schema.properties.${name}`),
  );
  return row === -1 ? undefined : fieldId(row);
}

/**
 * The problems of a definition at their controls, in the words of the form instead of paths.
 *
 * @param details - of the error; undefined when it is none that names fields, and then its message is all there is
 */
export function formProblems(details: unknown, definition: KindDefinition): FormProblems | undefined {
  const parsed = detailsSchema.safeParse(details);
  if (!parsed.success || parsed.data.problems.length === 0) return undefined;
  const at = new Map<string, string>();
  const others: string[] = [];
  for (const { field, message } of parsed.data.problems) {
    const text = message.startsWith(field) ? message.slice(field.length).replace(/^:? /, "") : message;
    const control = controlOf(field, definition);
    if (control === "kind-name" && definition.kind === "") at.set(control, "Name the kind.");
    else if (control === undefined) {
      const [head = ""] = field.split(/[.[]/);
      others.push(Object.hasOwn(TITLES, head) ? `${TITLES[head]}: ${text}` : message);
    } else if (!at.has(control)) at.set(control, sentence(text));
  }
  return { at, others };
}
