const listOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/**
 * Whether an event of the tenant's stream concerns a page that shows these entities. An event that names nobody concerns
 * everybody.
 *
 * @param data - JSON text of the event
 * @param shown - refs the page shows; undefined: all
 */
export function concerns(data: string, shown: ReadonlySet<string> | undefined): boolean {
  if (shown === undefined) return true;
  const event: unknown = JSON.parse(data);
  if (typeof event !== "object" || event === null || !("refs" in event)) return true;
  const near = "near" in event ? event.near : [];
  return [...listOf(event.refs), ...listOf(near)].some((ref) => shown.has(ref));
}
