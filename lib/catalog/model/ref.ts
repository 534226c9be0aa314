/** A full reference in its canonical, lower-case form: `component:default/payments-api`. */
export type EntityRef = { readonly kind: string; readonly namespace: string; readonly name: string };

export type RefDefaults = { readonly kind?: string | undefined; readonly namespace?: string | undefined };

/**
 * Parses `[kind:][namespace/]name` as Backstage does: the kind ends at the first colon unless a slash comes before it.
 *
 * @returns undefined when a part is empty or the kind is missing without a default
 */
export function parseRef(text: string, defaults: RefDefaults = {}): EntityRef | undefined {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(":");
  const slashBefore = trimmed.indexOf("/");
  const hasKind = colon >= 0 && !(slashBefore >= 0 && slashBefore < colon);
  const rest = hasKind ? trimmed.slice(colon + 1) : trimmed;
  const slash = rest.indexOf("/");
  const kind = hasKind ? trimmed.slice(0, colon) : defaults.kind;
  const namespace = slash >= 0 ? rest.slice(0, slash) : (defaults.namespace ?? "default");
  const name = slash >= 0 ? rest.slice(slash + 1) : rest;
  if (!kind || !namespace || !name) return undefined;
  return { kind: lower(kind), namespace: lower(namespace), name: lower(name) };
}

/** The canonical string of a reference. */
export function formatRef(ref: EntityRef): string {
  return `${lower(ref.kind)}:${lower(ref.namespace)}/${lower(ref.name)}`;
}

/** parseRef and formatRef in one. */
export function canonicalRef(text: string, defaults: RefDefaults = {}): string | undefined {
  const ref = parseRef(text, defaults);
  return ref && formatRef(ref);
}

/** The last part of a canonical reference. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.indexOf("/") + 1);
}

function lower(text: string): string {
  return text.toLocaleLowerCase("en-US");
}
