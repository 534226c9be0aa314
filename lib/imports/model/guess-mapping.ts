import type { ColumnMapping } from "./definition";
import { TARGET_FIELDS } from "./target-fields";

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** A heading that is a target itself: labels.tier, annotations.github.com/project-slug, spec.language. */
const DIRECT = /^(labels|annotations|metadata|spec)\.\S+$/;
const PREFIXED: readonly { readonly pattern: RegExp; readonly to: string }[] = [
  { pattern: /^label[:._ ]\s*(.+)$/i, to: "labels" },
  { pattern: /^annotation[:._ ]\s*(.+)$/i, to: "annotations" },
];
const KEY = /^[A-Za-z0-9][\w./-]{0,200}$/;

function directTarget(column: string): string | undefined {
  const heading = column.trim();
  if (DIRECT.test(heading)) {
    // metadata.name and spec.owner are known fields under their short names.
    const known = TARGET_FIELDS.find((field) => field.path.join(".") === heading);
    return known?.to ?? heading;
  }
  for (const { pattern, to } of PREFIXED) {
    const key = pattern.exec(heading)?.[1];
    if (key !== undefined && KEY.test(key)) return `${to}.${key}`;
  }
  return undefined;
}

/**
 * A first mapping from what the columns are called: exact words before look-alikes, each field and column once.
 *
 * Kind, owner and lifecycle get a row of their own even when no column is found, since most kinds need them.
 */
export function guessMapping(columns: readonly string[]): ColumnMapping {
  const taken = new Map<string, string>();
  const free = new Set(columns);
  const take = (to: string, column: string) => {
    if (taken.has(to) || !free.has(column)) return;
    taken.set(to, column);
    free.delete(column);
  };
  for (const column of columns) {
    const to = directTarget(column);
    if (to !== undefined) take(to, column);
  }
  const widest = Math.max(...TARGET_FIELDS.map((field) => field.known.length));
  for (let rank = 0; rank < widest; rank++) {
    for (const { to, known } of TARGET_FIELDS) {
      const word = known[rank];
      const column =
        word === undefined ? undefined : columns.find((one) => free.has(one) && letters(one) === word);
      if (column !== undefined) take(to, column);
    }
  }
  const always = [
    { to: "kind", value: "Component" },
    { to: "name" },
    { to: "owner" },
    { to: "type", value: "service" },
    { to: "lifecycle", value: "production" },
  ];
  const first = always.map(({ to, value }) => ({
    to,
    ...(taken.has(to) ? { column: taken.get(to) } : {}),
    // A column that leaves a cell empty may mean it: only the kind is filled in then.
    ...(value === undefined || (taken.has(to) && to !== "kind") ? {} : { value }),
  }));
  const rest = [...taken].filter(([to]) => !always.some((one) => one.to === to));
  return { columns: [...first, ...rest.map(([to, column]) => ({ to, column }))], separator: "," };
}
