const SAFE = new Set(["http:", "https:", "mailto:"]);

/**
 * Returns the address if a click on it is harmless: http, https, mailto, or relative to this site.
 *
 * Anything else (`javascript:`, `data:`, `vbscript:`, control characters in front, `//host` with backslashes) is undefined.
 */
export function safeUrl(url: string): string | undefined {
  // Browsers drop tabs and line ends inside a URL before they read its scheme; so do we.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const text = url.replace(/[\u0000-\u0020\u007f]+/g, "");
  if (text === "") return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1];
  if (scheme !== undefined) return SAFE.has(`${scheme.toLowerCase()}:`) ? text : undefined;
  return /^[\\/]{2}/.test(text) || text.startsWith("\\") || text.startsWith("/\\") ? undefined : text;
}

/** True for an address with a host of its own, i.e. one that leaves the page's document set. */
export function isAbsoluteUrl(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url.trim());
}
