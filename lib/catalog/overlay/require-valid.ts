import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import { checkEntity } from "../model/check-entity";
import type { Entity } from "../model/entity";
import type { EditableField } from "../model/field-path";
import type { KindSet } from "../model/kinds";
import { fieldName, type Issue } from "../model/problem";

function issuesOf(entity: Entity, kinds: KindSet): readonly Issue[] {
  // An entity is JSON; its type carries optional members.
  return checkEntity(entity as unknown as Json, kinds).issues ?? [];
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
  const issues = issuesOf(after, kinds).filter((issue) => !known.has(textOf(issue)));
  const [first] = issues;
  if (!first) return;
  throw new AppError("invalid_input", `${first.message}. ${first.fix}`, {
    details: {
      field: field.name,
      issues: issues.slice(0, 20).map(({ path, message, fix }) => ({ path: fieldName(path), message, fix })),
    },
  });
}
