import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "./entity";
import { isEntityName, isLabelValue, isNamespace, isPrefixedKey, isTag } from "./formats";
import { type FieldPath, fieldName, type Issue, quoted } from "./problem";

/** What JSON calls it, with the article. */
export function typeName(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "empty (null)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

export function wrongType(path: FieldPath, value: Json | undefined, wanted: string): Issue {
  const given =
    value === undefined || value === null || typeof value === "object"
      ? typeName(value)
      : `the ${typeof value} ${quoted(value)}`;
  const hint =
    typeof value === "number" || typeof value === "boolean" ? ` Put it in quotes: "${String(value)}".` : "";
  const fix =
    value === null ? `Give ${fieldName(path)} a value or remove the line.` : `Write ${wanted}.${hint}`;
  return { code: "wrong_type", path, message: `${fieldName(path)} must be ${wanted}, not ${given}`, fix };
}

function badFormat(path: FieldPath, value: Json, rule: string, fix: string): Issue {
  return {
    code: "bad_format",
    path,
    message: `${fieldName(path)} ${quoted(value)} is not valid: ${rule}`,
    fix,
  };
}

/** Non-empty string or an issue. */
export function checkText(value: Json | undefined, path: FieldPath): Issue[] {
  if (typeof value !== "string") return [wrongType(path, value, "a text")];
  return value === ""
    ? [
        {
          code: "empty_value",
          path,
          message: `${fieldName(path)} is empty`,
          fix: `Give ${fieldName(path)} a value or remove the line.`,
        },
      ]
    : [];
}

const NAME_RULE = "1-63 letters, digits, - _ . and a letter or digit at both ends";

export function checkName(value: Json | undefined): Issue[] {
  const path = ["metadata", "name"];
  if (value === undefined)
    return [
      {
        code: "missing_field",
        path: ["metadata"],
        message: "metadata.name is missing",
        fix: "Add metadata.name, e.g. the repository's name.",
      },
    ];
  const issues = checkText(value, path);
  if (issues.length > 0 || typeof value !== "string") return issues;
  return isEntityName(value) ? [] : [badFormat(path, value, NAME_RULE, "Rename it within these characters.")];
}

function checkPairs(value: Json | undefined, field: "labels" | "annotations"): Issue[] {
  if (value === undefined) return [];
  const path = ["metadata", field];
  if (!isJsonObject(value)) return [wrongType(path, value, "an object of texts")];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    if (!isPrefixedKey(key))
      return [
        badFormat(
          at,
          key,
          "a key is `name` or `prefix/name`, the prefix a lower-case domain name",
          "Rename the key.",
        ),
      ];
    if (typeof item !== "string") return [wrongType(at, item, "a text")];
    if (field === "labels" && !isLabelValue(item))
      return [
        badFormat(at, item, `a label's value is empty or ${NAME_RULE}`, "Use an annotation for free text."),
      ];
    return [];
  });
}

function checkTags(value: Json | undefined): Issue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [wrongType(["metadata", "tags"], value, "a list of texts")];
  return value.flatMap((tag: Json, index) => {
    const path = ["metadata", "tags", index];
    if (typeof tag !== "string" || tag === "") return checkText(tag, path);
    return isTag(tag)
      ? []
      : [
          badFormat(
            path,
            tag,
            "lower-case letters, digits, : + # and single -, at most 63",
            `Write "${tag
              .toLowerCase()
              .replace(/[^a-z0-9:+#]+/g, "-")
              .replace(/^-+|-+$/g, "")
              .slice(0, 63)}".`,
          ),
        ];
  });
}

function checkLinks(value: Json | undefined): Issue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [wrongType(["metadata", "links"], value, "a list of {url, title}")];
  return value.flatMap((link: Json, index): Issue[] => {
    const path = ["metadata", "links", index];
    if (!isJsonObject(link)) return [wrongType(path, link, "an object with url and title")];
    if (link.url === undefined)
      return [
        {
          code: "missing_field",
          path,
          message: `${fieldName(path)}.url is missing`,
          fix: "Add the link's url.",
        },
      ];
    const texts = ["url", "title", "icon", "type"].flatMap((field) =>
      link[field] === undefined ? [] : checkText(link[field], [...path, field]),
    );
    if (texts.length > 0) return texts;
    const blank = ["title", "icon"].filter(
      (field) => typeof link[field] === "string" && String(link[field]).trim() === "",
    );
    if (blank[0])
      return [
        badFormat(
          [...path, blank[0]],
          link[blank[0]] ?? "",
          "it must not be blank",
          "Give it a text or remove the line.",
        ),
      ];
    return typeof link.url === "string" && URL.canParse(link.url)
      ? []
      : [
          badFormat(
            [...path, "url"],
            link.url,
            "it must be an absolute URL",
            "Write the whole address, with https://.",
          ),
        ];
  });
}

/** Rules of everything below metadata. */
export function checkMetadata(metadata: JsonObject): Issue[] {
  const issues = checkName(metadata.name);
  if (metadata.namespace !== undefined) {
    const path = ["metadata", "namespace"];
    const text = checkText(metadata.namespace, path);
    issues.push(...text);
    if (text.length === 0 && !isNamespace(String(metadata.namespace)))
      issues.push(
        badFormat(
          path,
          metadata.namespace,
          "1-63 lower-case letters, digits and -, a letter or digit at both ends",
          "Rename the namespace.",
        ),
      );
  }
  for (const field of ["uid", "etag", "title"])
    if (metadata[field] !== undefined) issues.push(...checkText(metadata[field], ["metadata", field]));
  if (metadata.description !== undefined && typeof metadata.description !== "string")
    issues.push(wrongType(["metadata", "description"], metadata.description, "a text"));
  return [
    ...issues,
    ...checkPairs(metadata.labels, "labels"),
    ...checkPairs(metadata.annotations, "annotations"),
    ...checkTags(metadata.tags),
    ...checkLinks(metadata.links),
  ];
}
