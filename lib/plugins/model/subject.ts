import { z } from "zod";
import type { EntityRepository } from "@/lib/plugin-sdk";

/** An entity's row, before its annotations are known to be texts. */
export type SubjectRow = {
  readonly ref: string;
  readonly kind: string;
  readonly name: string;
  readonly annotations: unknown;
  readonly owner: string | null;
  readonly repository: string | null;
};

/** What a plugin's query knows of the entity it is asked about. */
export type Subject = {
  readonly ref: string;
  readonly kind: string;
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly repository: EntityRepository | undefined;
};

const annotationsSchema = z.record(z.string(), z.unknown()).catch({});

export function toSubject(row: SubjectRow): Subject {
  const texts = Object.entries(annotationsSchema.parse(row.annotations)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return {
    ref: row.ref,
    kind: row.kind,
    name: row.name,
    annotations: Object.fromEntries(texts),
    repository:
      row.owner !== null && row.repository !== null ? { owner: row.owner, name: row.repository } : undefined,
  };
}
