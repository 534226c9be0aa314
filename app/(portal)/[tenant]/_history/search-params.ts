import { z } from "zod";

const first = z
  .union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")])
  .optional()
  .transform((value) => value?.trim().slice(0, 300) || undefined);

/** What a picker or a link gives: a time without a zone is UTC. Broken ones are left out. */
export const momentParam = first.transform((text) => {
  if (!text) return undefined;
  const zoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text;
  const at = new Date(zoned);
  return Number.isNaN(at.getTime()) ? undefined : at;
});

const moment = momentParam;

/** What was given as a moment and is none, as it was written. */
export function misreadMoments(
  given: Readonly<Record<string, string | string[] | undefined>> | undefined,
  names: readonly string[],
): readonly string[] {
  return names.flatMap((name) => {
    const text = first.parse(given?.[name]);
    return text !== undefined && momentParam.parse(text) === undefined ? [text] : [];
  });
}

const lower = first.transform((text) => text?.toLowerCase());
const CHANGES = ["created", "changed", "removed", "restored"] as const;
const change = z.enum(CHANGES).optional().catch(undefined);

/** State of the change feed's page. */
export const feedSearchSchema = z.object({
  kind: lower,
  owner: lower,
  actor: first,
  cause: first,
  field: first,
  change,
  from: moment,
  to: moment,
  after: z
    .string()
    .regex(/^-?\d{1,18}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});

/** State of the page of the whole catalog at a moment. */
export const asOfSearchSchema = z.object({ at: moment, kind: lower, owner: lower, q: first, after: first });

/** State of the page that compares two moments. */
export const diffSearchSchema = z.object({
  from: moment,
  to: moment,
  kind: lower,
  owner: lower,
  change,
  after: first,
});

/** A query string of what is given. */
export function historyQuery(values: Readonly<Record<string, string | Date | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "")
      params.set(name, value instanceof Date ? value.toISOString() : value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}
