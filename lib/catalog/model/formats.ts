/** Backstage's field formats. Each pattern is linear: no nested repetition over the same characters. */
const NAME = /^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const TAG_CHARACTERS = /^[a-z0-9:+#-]+$/;

export function isEntityName(text: string): boolean {
  return text.length <= 63 && NAME.test(text);
}

export function isNamespace(text: string): boolean {
  return text.length <= 63 && DNS_LABEL.test(text);
}

function isDnsSubdomain(text: string): boolean {
  if (text.length > 253 || !DNS_SUBDOMAIN.test(text)) return false;
  return text.length <= 63 || text.split(".").every(isNamespace);
}

/** Key of a label or annotation: `name` or `prefix/name`. */
export function isPrefixedKey(text: string): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return isEntityName(text);
  return isDnsSubdomain(text.slice(0, slash)) && isEntityName(text.slice(slash + 1));
}

export function isLabelValue(text: string): boolean {
  return text === "" || isEntityName(text);
}

export function isTag(text: string): boolean {
  return (
    text.length <= 63 &&
    TAG_CHARACTERS.test(text) &&
    !text.startsWith("-") &&
    !text.endsWith("-") &&
    !text.includes("--")
  );
}

export function isKindName(text: string): boolean {
  return text.length <= 63 && /^[a-zA-Z][a-z0-9A-Z]*$/.test(text);
}

export function isApiVersion(text: string): boolean {
  const parts = text.split("/");
  const suffix = parts.at(-1) ?? "";
  if (parts.length > 2 || suffix.length > 63 || !/^[a-z0-9A-Z]+$/.test(suffix)) return false;
  return parts.length === 1 || isDnsSubdomain(parts[0] ?? "");
}

/** Nearest valid name of free text, for derived entities: `.github` → `github`. */
export function toEntityName(text: string): string {
  const cleaned = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[-_.]+/, "")
    .slice(0, 63)
    .replace(/[-_.]+$/, "");
  return cleaned || "unnamed";
}

/** Nearest valid tag of free text, or undefined when nothing is left. */
export function toTag(text: string): string | undefined {
  const cleaned = text
    .toLowerCase()
    .replace(/[^a-z0-9:+#]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
  return cleaned || undefined;
}
