function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A per cent sign that begins no escape is a per cent sign.
    return text;
  }
}

/**
 * A path of a repository from what one of its files says: `../README.md` in `docs/index.md` is `README.md`, `/a` stands at the root.
 * Escapes are read as in an address (`my%20file`), backslashes as slashes.
 *
 * @returns undefined when it leads out of the repository
 */
export function resolvePath(from: string, target: string): string | undefined {
  const text = decoded(target).replaceAll("\\", "/");
  const parts = text.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
