import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import { checkEntity } from "../model/check-entity";
import type { Entity } from "../model/entity";
import type { EditableField } from "../model/field-path";
import type { KindSet } from "../model/kinds";
import { fieldName, type Issue } from "../model/problem";
import { ADDRESS_ANNOTATIONS } from "../model/relations";
import { isUnsafeUrl } from "../model/unsafe-url";

function issuesOf(entity: Entity, kinds: KindSet): readonly Issue[] {
  // An entity is JSON; its type carries optional members.
  return checkEntity(entity as unknown as Json, kinds).issues ?? [];
}

/** An address pages and clients open must not be script. */
function unsafeAddress({ metadata }: Entity, { path }: EditableField): readonly Issue[] {
  const key = ADDRESS_ANNOTATIONS.find((one) => one === path[2] && path[1] === "annotations");
  if (key === undefined || !isUnsafeUrl(metadata.annotations?.[key] ?? "")) return [];
  const message = `${fieldName(path)} begins with a scheme that can run code or read files`;
  return [{ code: "unsafe_link", path, message, fix: "Use an https:// address." }];
}

const textOf = (issue: Issue) => `${fieldName(issue.path)} ${issue.code} ${issue.message}`;

/**
 * Refuses a change that makes the entity invalid. What was wrong before is not this change's fault: what is derived may lack
 * a field that files must have.
 *
 * @throws AppError invalid_input - `details.issues` with path, message and fix of each
 */
export function requireValid(before: Entity, after: Entity, field: EditableField, kinds: KindSet): void {
  const known = new Set(issuesOf(before, kinds).map(textOf));
  const issues = [...unsafeAddress(after, field), ...issuesOf(after, kinds)].filter(
    (issue) => !known.has(textOf(issue)),
  );
  const [first] = issues;
  if (!first) return;
  throw new AppError("invalid_input", `${first.message}. ${first.fix}`, {
    details: {
      field: field.name,
      issues: issues.slice(0, 20).map(({ path, message, fix }) => ({ path: fieldName(path), message, fix })),
    },
  });
}
