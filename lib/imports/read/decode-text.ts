export type Encoding = "UTF-8" | "UTF-16" | "Windows-1252";
export type DecodedText = { readonly text: string; readonly encoding: Encoding };

/**
 * Reads bytes as text: by their byte order mark, as UTF-8 when they are that, else as Windows-1252, which is what
 * spreadsheets on Windows write. Never throws: every byte is a character there.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "UTF-16" };
  if (a === 0xfe && b === 0xff)
    return { text: new TextDecoder("utf-16be").decode(bytes), encoding: "UTF-16" };
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { text: new TextDecoder("utf-8").decode(bytes), encoding: "UTF-8" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    // Not UTF-8 is an answer here, not a failure.
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}
