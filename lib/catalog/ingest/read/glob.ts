/**
 * Globs of Locations: `*` and `?` within a folder, `**` over folders, `{a,b}`. Matched without regular expressions, in time
 * linear in path × pattern: the pattern is a customer's, and a library's pattern of twenty stars takes for ever on the right path.
 */
const ALTERNATIVES_MAX = 32;

export function isGlob(path: string): boolean {
  return /[*?]/.test(path);
}

function expandBraces(pattern: string): readonly string[] {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap((text) => {
      const braces = /\{([^{}]*,[^{}]*)\}/.exec(text);
      if (!braces?.[1]) return [text];
      const [start, end] = [text.slice(0, braces.index), text.slice(braces.index + braces[0].length)];
      return braces[1].split(",").map((word) => `${start}${word}${end}`);
    });
    if (next.length > ALTERNATIVES_MAX) return [pattern];
    if (next.length === open.length) return next;
    open = next;
  }
}

/** One segment with `*` and `?`: the last star is where to go back to, so each character is looked at a bounded number of times. */
function matchesSegment(pattern: string, text: string): boolean {
  // As everywhere, a star does not find hidden files.
  if (text.startsWith(".") && !pattern.startsWith(".")) return false;
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Segments by dynamic programming: `row[i]` says whether the first i segments of the path match the pattern so far. */
function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  let row = path.map(() => false);
  row = [true, ...row];
  for (const part of pattern) {
    const next = [part === "**" && row[0] === true];
    for (let i = 1; i <= path.length; i += 1) {
      const segment = path[i - 1] ?? "";
      if (part === "**") next.push(row[i] === true || (next[i - 1] === true && !segment.startsWith(".")));
      else next.push(row[i - 1] === true && matchesSegment(part, segment));
    }
    row = next;
  }
  return row[path.length] === true;
}

/** Paths that a glob finds, in the order given. */
export function matchGlob(glob: string, paths: Iterable<string>): string[] {
  const patterns = expandBraces(glob).map((pattern) => pattern.split("/").filter((part) => part !== ""));
  return [...paths].filter((path) => {
    const segments = path.split("/");
    return patterns.some((pattern) => matchesPath(pattern, segments));
  });
}
