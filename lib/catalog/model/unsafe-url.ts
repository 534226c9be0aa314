const UNSAFE = new Set(["javascript:", "data:", "vbscript:", "file:"]);

/** True for an address whose opening could run code or read files, also one disguised by blanks and control characters. */
export function isUnsafeUrl(text: string): boolean {
  if (text.startsWith("https://") || !URL.canParse(text)) return false;
  return UNSAFE.has(new URL(text).protocol);
}
