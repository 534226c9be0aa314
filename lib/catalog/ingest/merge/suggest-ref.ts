import { editDistance } from "../../model/edit-distance";
import { nameOfRef } from "../../model/ref";

export type Candidate = { readonly ref: string; readonly title: string };

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Words people add to or leave out of a team's name. */
function core(text: string): string {
  return letters(
    text.replace(/^(team|squad|group|the)[-_ ]+|[-_ ]+(team|squad|group|devs?|engineers?)$/gi, ""),
  );
}

/**
 * The ref somebody probably meant: the same letters, the same name without "team-", or a few letters off.
 *
 * @param max - edits allowed; by the length of the name when not given
 */
export function suggestRef(ref: string, candidates: readonly Candidate[]): string | undefined {
  const name = nameOfRef(ref);
  const [all, short] = [letters(name), core(name)];
  const same = candidates.find(
    (one) => one.ref !== ref && [letters(nameOfRef(one.ref)), letters(one.title)].includes(all),
  );
  if (same) return same.ref;
  const alike = candidates.find(
    (one) => short.length >= 2 && [core(nameOfRef(one.ref)), core(one.title)].includes(short),
  );
  if (alike) return alike.ref;
  const max = all.length <= 3 ? 0 : all.length <= 8 ? 1 : 2;
  let best: { readonly ref: string; readonly distance: number } | undefined;
  for (const one of candidates) {
    const distance = editDistance(all, letters(nameOfRef(one.ref)), max);
    if (distance <= max && (!best || distance < best.distance)) best = { ref: one.ref, distance };
  }
  return best?.ref;
}
