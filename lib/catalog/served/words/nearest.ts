import { editDistance } from "../../model/edit-distance";

/** Mistakes forgiven in a word of a length. */
export function mistakesOf(length: number): number {
  if (length <= 2) return 0;
  return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

/**
 * The texts closest to what was typed, all at the same distance.
 *
 * Letters that only one of two texts has bound their distance from below, so most are ruled out without comparing:
 * 60,000 words take a few milliseconds.
 */
export function nearest(candidates: readonly string[], typed: string): readonly string[] {
  let allowed = mistakesOf(typed.length);
  if (allowed === 0) return [];
  const letters = lettersOf(typed);
  let found: string[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) > allowed) continue;
    if (bitsIn(letters ^ lettersOf(candidate)) > 2 * allowed) continue;
    const distance = editDistance(typed, candidate, allowed);
    if (distance > allowed) continue;
    if (distance < allowed) found = [];
    allowed = distance;
    found.push(candidate);
  }
  return found;
}

/** One bit for each letter or digit that occurs; others share bits. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function bitsIn(word: number): number {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count++;
  return count;
}
