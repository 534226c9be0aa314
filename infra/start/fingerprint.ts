import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * One hash over names and contents of files and folders, so that "is this still what was built?" needs no clock.
 *
 * @param keep - called with each file's path; those refused do not count
 */
export function fingerprint(
  root: string,
  entries: readonly string[],
  keep: (file: string) => boolean = () => true,
): string {
  const hash = createHash("sha256");
  for (const file of entries
    .flatMap((entry) => listFiles(root, entry))
    .filter(keep)
    .sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(root: string, entry: string): string[] {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return readdirSync(full, { withFileTypes: true }).flatMap((found) =>
    found.isDirectory() ? listFiles(root, path.join(entry, found.name)) : [path.join(entry, found.name)],
  );
}

/** What a marker file says, or undefined. */
export function readMarker(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
