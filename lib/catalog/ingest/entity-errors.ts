import type { Problem } from "../model/problem";
import type { Reading } from "./read/read-declared";

/** A second document of a name says nothing of the entity that has it. */
const ABOUT_ANOTHER = new Set(["duplicate_entity"]);

/**
 * What is wrong with each entity a repository declares, and with the Locations that led to what is wrong. Entities with nothing
 * wrong are in it too, so that what was wrong before ends.
 *
 * @param kept - entities of earlier runs whose file is broken now
 */
export function entityErrors(
  reading: Reading,
  kept: readonly { readonly ref: string; readonly file: string }[],
  unreadable: Problem | undefined,
): ReadonlyMap<string, readonly Problem[]> {
  const errors = reading.problems.filter(
    ({ severity, code }) => severity === "error" && !ABOUT_ANOTHER.has(code),
  );
  const found = new Map<string, Set<Problem>>();
  const add = (ref: string, problems: readonly Problem[]) => {
    const known = found.get(ref) ?? new Set();
    for (const problem of problems) known.add(problem);
    found.set(ref, known);
  };
  for (const { ref } of reading.declared)
    add(
      ref,
      errors.filter(({ entityRef }) => entityRef === ref),
    );
  for (const { ref, file } of kept)
    add(ref, [
      ...errors.filter(
        ({ entityRef, at }) => entityRef === ref || (entityRef === undefined && at.file === file),
      ),
      ...(unreadable ? [unreadable] : []),
    ]);
  for (const [file, { via }] of reading.leads)
    for (const ref of via)
      add(
        ref,
        errors.filter(({ at }) => at.file === file),
      );
  return new Map([...found].map(([ref, problems]) => [ref, [...problems]]));
}
