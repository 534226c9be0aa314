const WORD_MAX = 40;
const BEYOND_ASCII = /\P{ASCII}/u;

/** The words of a text in lower case: runs of letters and digits. */
export function splitWords(text: string): readonly string[] {
  const lower = text.toLowerCase();
  // Unicode classes cost five times as much, and most texts need none.
  const words = lower.match(BEYOND_ASCII.test(lower) ? /[\p{L}\p{M}\p{N}]+/gu : /[a-z0-9]+/g) ?? [];
  return words.map((word) => (word.length > WORD_MAX ? word.slice(0, WORD_MAX) : word));
}
