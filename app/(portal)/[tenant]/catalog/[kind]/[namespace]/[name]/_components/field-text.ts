import { parse, stringify } from "yaml";

/** How a field is typed in: one line, several, a list of words, or YAML for whatever has a shape of its own. */
export type FieldForm = "line" | "text" | "words" | "owner" | "yaml";

/** The form of a field, by its name and the value it has. */
export function formOf(path: string, value: unknown): FieldForm {
  if (path === "spec.owner") return "owner";
  if (path === "metadata.description") return "text";
  if (path === "metadata.tags") return "words";
  if (/^metadata\.(labels|annotations)\./.test(path)) return "line";
  if (value === undefined || value === null)
    return path === "metadata.links" || /^spec\.(profile|definition|\w+s|\w+Of)$/.test(path)
      ? "yaml"
      : "line";
  return typeof value === "string" ? (value.includes("\n") || value.length > 120 ? "text" : "line") : "yaml";
}

/** A value as it stands in its form. */
export function toText(form: FieldForm, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (form === "words") return Array.isArray(value) ? value.join(", ") : String(value);
  if (form === "yaml") return stringify(value, { lineWidth: 0 }).trimEnd();
  return String(value);
}

export type Typed = { readonly value: unknown } | { readonly problem: string };

/** What was typed, as a value. */
export function fromText(form: FieldForm, text: string): Typed {
  if (form === "words") {
    return {
      value: text
        .split(/[\s,]+/)
        .map((word) => word.trim())
        .filter(Boolean),
    };
  }
  if (text.trim() === "") return { problem: "Give it a value, or choose to take the field away." };
  if (form !== "yaml") return { value: form === "text" ? text.trimEnd() : text.trim() };
  try {
    const value: unknown = parse(text);
    return value === undefined || value === null ? { problem: "Give it a value." } : { value };
  } catch (error) {
    const [line = "it cannot be read"] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { problem: `This is not YAML: ${line}` };
  }
}

const TITLES: Readonly<Record<string, string>> = {
  "metadata.title": "Title",
  "metadata.description": "Description",
  "metadata.tags": "Tags",
  "metadata.links": "Links",
  "spec.owner": "Owner",
  "spec.system": "System",
  "spec.type": "Type",
  "spec.lifecycle": "Lifecycle",
};

/** A field as people call it. */
export function fieldTitle(path: string): string {
  const keyed = /^metadata\.(label|annotation)s\.(.+)$/.exec(path);
  if (keyed) return `${keyed[1] === "label" ? "Label" : "Annotation"} ${keyed[2]}`;
  return TITLES[path] ?? path;
}

/** Fields offered first when somebody edits an entity. */
export const COMMON_FIELDS: readonly string[] = Object.keys(TITLES);
