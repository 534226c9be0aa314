export type Marked = { readonly text: string; readonly hit: boolean };

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A text in pieces, those that were searched for marked. */
export function markWords(text: string, query: string): readonly Marked[] {
  const words = [...new Set(query.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u))].filter(Boolean).slice(0, 8);
  if (words.length === 0) return [{ text, hit: false }];
  // Longer first: of "pay payments" the longer one marks the whole word.
  const pattern = words
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|");
  return text
    .split(new RegExp(`(${pattern})`, "giu"))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
