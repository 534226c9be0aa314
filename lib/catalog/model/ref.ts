/** A full reference in its canonical, lower-case form: `component:default/payments-api`. */
export type EntityRef = { readonly kind: string; readonly namespace: string; readonly name: string };

export type RefDefaults = { readonly kind?: string | undefined; readonly namespace?: string | undefined };

/**
 * Parses `[kind:][namespace/]name` as Backstage does: the kind ends at the first colon unless a slash comes before it.
 * Blanks around the whole are dropped, since no name can begin or end with one.
 *
 * @returns undefined when a part is empty or the kind is missing without a default
 */
export function parseRef(text: string, defaults: RefDefaults = {}): EntityRef | undefined {
  const trimmed = text.trim();
  const colon = colonOf(trimmed);
  const slash = trimmed.indexOf("/");
  const kind = colon < 0 ? defaults.kind : trimmed.slice(0, colon);
  const namespace = slash < 0 ? (defaults.namespace ?? "default") : trimmed.slice(colon + 1, slash);
  const name = trimmed.slice(Math.max(colon, slash) + 1);
  if (!kind || !namespace || !name) return undefined;
  return { kind: kind.toLowerCase(), namespace: namespace.toLowerCase(), name: name.toLowerCase() };
}

/** True for a text that parseRef can read. Allocates nothing: it stands on the path of every entity. */
export function isRef(text: string, defaultKind?: string | undefined): boolean {
  const trimmed = text.trim();
  const colon = colonOf(trimmed);
  const slash = trimmed.indexOf("/");
  if (colon === 0 || (colon < 0 && !defaultKind) || slash === colon + 1) return false;
  return Math.max(colon, slash) + 1 < trimmed.length;
}

/** Where the kind ends: the first colon, unless a slash comes before it. */
function colonOf(text: string): number {
  const colon = text.indexOf(":");
  const slash = text.indexOf("/");
  return slash >= 0 && slash < colon ? -1 : colon;
}

/** The canonical string of a reference. */
export function formatRef(ref: EntityRef): string {
  return `${ref.kind.toLowerCase()}:${ref.namespace.toLowerCase()}/${ref.name.toLowerCase()}`;
}

/** parseRef and formatRef in one. */
export function canonicalRef(text: string, defaults: RefDefaults = {}): string | undefined {
  const ref = parseRef(text, defaults);
  return ref && `${ref.kind}:${ref.namespace}/${ref.name}`;
}

/** The last part of a canonical reference. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}
