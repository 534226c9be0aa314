import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "./entity";
import { isEntityName, isLabelValue, isNamespace, isPrefixedKey, isTag, toEntityName } from "./formats";
import { badFormat, type Issue, isText, textIssue, wrongType } from "./problem";

const NAME_RULE = "1-63 letters, digits, - _ . and a letter or digit at both ends";

function checkName(value: Json | undefined, issues: Issue[]): void {
  if (typeof value === "string" && isEntityName(value)) return;
  const path = ["metadata", "name"];
  if (value === undefined)
    issues.push({
      code: "missing_field",
      path: ["metadata"],
      message: "metadata.name is missing",
      fix: "Add metadata.name, e.g. the repository's name.",
    });
  else if (!isText(value)) issues.push(textIssue(value, path));
  else issues.push(badFormat(path, value, NAME_RULE, `Write "${toEntityName(value)}", for example.`));
}

function checkNamespace(value: Json | undefined, issues: Issue[]): void {
  if (value === undefined || (typeof value === "string" && isNamespace(value))) return;
  const path = ["metadata", "namespace"];
  issues.push(
    isText(value)
      ? badFormat(
          path,
          value,
          "1-63 lower-case letters, digits and -, a letter or digit at both ends",
          "Rename the namespace.",
        )
      : textIssue(value, path),
  );
}

function checkPairs(value: Json | undefined, field: "labels" | "annotations", issues: Issue[]): void {
  if (value === undefined) return;
  if (!isJsonObject(value)) {
    issues.push(wrongType(["metadata", field], value, "an object of texts"));
    return;
  }
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (!isPrefixedKey(key))
      issues.push(
        badFormat(
          ["metadata", field, key],
          key,
          "a key is `name` or `prefix/name`, the prefix a lower-case domain name",
          "Rename the key.",
        ),
      );
    else if (typeof item !== "string") issues.push(wrongType(["metadata", field, key], item, "a text"));
    else if (field === "labels" && !isLabelValue(item))
      issues.push(
        badFormat(
          ["metadata", field, key],
          item,
          `a label's value is empty or ${NAME_RULE}`,
          "Use an annotation for free text.",
        ),
      );
  }
}

function nearestTag(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/[^a-z0-9:+#]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
}

function checkTags(value: Json | undefined, issues: Issue[]): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    issues.push(wrongType(["metadata", "tags"], value, "a list of texts"));
    return;
  }
  for (let index = 0; index < value.length; index += 1) {
    const tag: Json = value[index];
    if (typeof tag === "string" && isTag(tag)) continue;
    const path = ["metadata", "tags", index];
    issues.push(
      isText(tag)
        ? badFormat(
            path,
            tag,
            "lower-case letters, digits, : + # and single -, at most 63",
            `Write "${nearestTag(tag)}".`,
          )
        : textIssue(tag, path),
    );
  }
}

const LINK_TEXTS = ["url", "title", "icon", "type"] as const;
const NOT_BLANK = ["title", "icon"] as const;

function linkIssue(link: Json, path: readonly (string | number)[]): Issue | undefined {
  if (!isJsonObject(link)) return wrongType(path, link, "an object with url and title");
  const { url } = link;
  if (url === undefined)
    return {
      code: "missing_field",
      path,
      message: `metadata.links[${path[2]}].url is missing`,
      fix: "Add the link's url.",
    };
  for (const field of LINK_TEXTS) {
    const value = link[field];
    if (value !== undefined && !isText(value)) return textIssue(value, [...path, field]);
  }
  if (typeof url === "string" && !URL.canParse(url))
    return badFormat(
      [...path, "url"],
      url,
      "it must be an absolute URL",
      "Write the whole address, with https://.",
    );
  for (const field of NOT_BLANK) {
    const value = link[field];
    if (typeof value === "string" && value.trim() === "")
      return badFormat([...path, field], value, "it must not be blank", "Give it a text or remove the line.");
  }
  return undefined;
}

function checkLinks(value: Json | undefined, issues: Issue[]): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    issues.push(wrongType(["metadata", "links"], value, "a list of {url, title}"));
    return;
  }
  for (let index = 0; index < value.length; index += 1) {
    const issue = linkIssue(value[index], ["metadata", "links", index]);
    if (issue) issues.push(issue);
  }
}

const META_TEXTS = ["uid", "etag", "title"] as const;

/** Rules of everything below metadata; what is wrong is added to `issues`. */
export function checkMetadata(metadata: JsonObject, issues: Issue[]): void {
  checkName(metadata.name, issues);
  checkNamespace(metadata.namespace, issues);
  for (const field of META_TEXTS) {
    const value = metadata[field];
    if (value !== undefined && !isText(value)) issues.push(textIssue(value, ["metadata", field]));
  }
  const { description } = metadata;
  if (description !== undefined && typeof description !== "string")
    issues.push(wrongType(["metadata", "description"], description, "a text"));
  checkPairs(metadata.labels, "labels", issues);
  checkPairs(metadata.annotations, "annotations", issues);
  checkTags(metadata.tags, issues);
  checkLinks(metadata.links, issues);
}
