/**
 * SQL that finds rows key by key: one look into the index for each.
 *
 * `= ANY(keys)` leaves it to the planner, which has no statistics while a catalog is first filled: it takes a tenant for a few
 * rows and reads all of them, for each batch anew. OFFSET 0 keeps it from seeing through the subquery.
 *
 * @param keys - SQL of an array; one that names a key twice gives its rows twice
 * @param rows - SELECT of the rows of one `key`, which is the `nth` of them (from 1)
 */
export function eachKey(keys: string, rows: string): string {
  return `SELECT found.* FROM unnest(${keys}) WITH ORDINALITY AS each_key (key, nth) CROSS JOIN LATERAL (${rows} OFFSET 0) AS found`;
}

/** A condition that holds for the rows of these keys, for UPDATE and DELETE; the caller holds the catalog's lock, so no row moves meanwhile. */
export function isOneOf(keys: string, rows: string): string {
  return `ctid = ANY(ARRAY(${eachKey(keys, rows)}))`;
}

/**
 * A condition that holds for entities of a kind: refs begin with it and sort by their bytes, so the index by ref finds them.
 *
 * @param kind - SQL of the kind in lower case
 */
export function isOfKind(kind: string, ref = "ref"): string {
  return `${ref} >= ${kind} || ':' AND ${ref} < ${kind} || ';'`;
}
