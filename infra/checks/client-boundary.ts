import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?([^'";]*?from\s*)?["']([^"']+)["']/gm;

/**
 * Lists what files with "use client" take from server code.
 *
 * Such a file takes values only from packages, its own folder or one below it, `_components` of its page's parents, lib/ui, a domain's client.ts, and
 * server actions; types come from anywhere, since they are gone before the browser sees them.
 *
 * @param root - repository folder
 * @returns one line per import, with file and line
 */
export function checkClientBoundary(root: string): readonly string[] {
  return ["app", "lib"]
    .flatMap((top) => listSources(path.join(root, top)))
    .flatMap((file) => {
      const text = readFileSync(file, "utf8");
      return isClient(text) ? checkFile(root, file, text) : [];
    });
}

const isClient = (text: string) => /^(\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*["']use client["']/.test(text);

function checkFile(root: string, file: string, text: string): string[] {
  const problems: string[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const [whole, type, names = "", from = ""] = match;
    if (type || onlyTypes(names)) continue;
    const target = resolveImport(root, file, from);
    if (target === undefined || isAllowed(root, file, target)) continue;
    const line = text.slice(0, match.index + whole.search(/\S/)).split("\n").length;
    problems.push(`${path.relative(root, file)}:${line} takes a value from "${from}", which is server code`);
  }
  return problems;
}

/** `{ type A, type B } from` imports nothing at run time. */
function onlyTypes(names: string): boolean {
  const braces = /^\{([^}]*)\}\s*from\s*$/.exec(names.trim())?.[1];
  const parts = braces
    ?.split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return parts !== undefined && parts.length > 0 && parts.every((part) => part.startsWith("type "));
}

function resolveImport(root: string, file: string, from: string): string | undefined {
  if (from.startsWith("@/")) return path.join(root, from.slice(2));
  return from.startsWith(".") ? path.resolve(path.dirname(file), from) : undefined;
}

function isAllowed(root: string, file: string, target: string): boolean {
  const relative = path.relative(root, target);
  if (/\.(css|svg|json)$/.test(relative) || /(^|\/)actions$/.test(relative)) return true;
  if (relative.startsWith("lib/")) {
    if (relative.startsWith("lib/ui/") || relative === "lib/ui") return true;
    if (relative.startsWith(`${path.relative(root, path.dirname(file))}/`)) return true;
    // Pure by the import rules: the SDK's types and readers, and errors and ids that know no server.
    return (
      /^lib\/[^/]+\/client$/.test(relative) ||
      /^lib\/plugin-sdk(\/|$)/.test(relative) ||
      /^lib\/platform\/(types|errors)(\/|$)/.test(relative)
    );
  }
  // Within app, what one page's client parts share; each of those files is checked itself when it is a client file.
  return relative.startsWith("app/") && !relative.startsWith("app/_server");
}

function listSources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : listSources(full);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [full] : [];
  });
}
