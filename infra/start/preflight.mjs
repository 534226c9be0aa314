import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Ranges of Prisma 7, the narrowest of our dependencies; package.json's engines say the same. */
const RANGES = [
  [20, 19],
  [22, 12],
  [24, 0],
];

/**
 * Says whether this Node can run Portico.
 *
 * @param {string} version - as process.versions.node has it
 */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 24 || RANGES.some(([wanted, least]) => major === wanted && minor >= least);
}

/** Ends the process with the cause and the fix when Node is of a wrong version. */
export function requireNode() {
  if (isNodeSupported(process.versions.node)) return;
  console.error(
    `\n✖ This is Node ${process.versions.node}; Portico needs 20.19 or newer, 22.12 or newer, or 24 and later.`,
  );
  console.error("  Install one (https://nodejs.org, `nvm install 24`), then run the same command again.");
  process.exit(1);
}

/** Ends the process when the repository's folder cannot be written: dependencies and the build go there. */
export function requireWritable() {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const probe = `${root}.portico-write-${process.pid}`;
  try {
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    console.error(`\n✖ The folder ${root} cannot be written (${error.code ?? error.message}).`);
    console.error(
      "  Dependencies and the build are put there. Copy the repository to a folder you own, or correct its permissions.",
    );
    process.exit(1);
  }
}
