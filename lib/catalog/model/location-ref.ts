/** Where an entity was read from: `url:https://github.com/acme/pay/blob/main/catalog-info.yaml`. */
export type LocationRef = { readonly type: string; readonly target: string };

/** The text parseLocationRef reads. */
export function locationText({ type, target }: LocationRef): string {
  return `${type}:${target}`;
}

// Browsers skip blanks and control characters before a scheme, and line breaks inside it.
const SCRIPT_SCHEME = /^[\p{Cc} ]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:/iu;

/**
 * Parses `<type>:<target>` as Backstage does.
 *
 * @returns undefined when a part is blank, when the type is http or https (it has to be `url:http…`), or for a target that is script
 */
export function parseLocationRef(text: string): LocationRef | undefined {
  const colon = text.indexOf(":");
  if (colon < 0) return undefined;
  const type = text.slice(0, colon).trim();
  const target = text.slice(colon + 1).trim();
  if (!type || !target || type === "http" || type === "https" || SCRIPT_SCHEME.test(target)) return undefined;
  return { type, target };
}
