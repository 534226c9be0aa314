/** False for a text with NUL or half a surrogate pair: no text and no JSON column of Postgres takes it. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}
