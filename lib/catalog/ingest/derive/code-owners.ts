/** The line of a CODEOWNERS file that counts for the whole repository. */
export type CodeOwners = {
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
  readonly owners: readonly string[];
  readonly catchAll: boolean;
};

type Line = { readonly line: number; readonly pattern: string; readonly owners: readonly string[] };

const CATCH_ALL = new Set(["*", "**", "/", "/*", "/**", "**/*", "*.*"]);

function readLines(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const content = raw.replace(/(^|\s)#.*$/, "").trim();
    // A space inside a pattern is written with a backslash before it.
    const [pattern, ...owners] = content.split(/(?<!\\)\s+/);
    // GitLab writes section headings in brackets; GitHub ignores lines it cannot read.
    if (!pattern || pattern.startsWith("[") || pattern.startsWith("!")) return [];
    return [
      {
        line: index + 1,
        pattern,
        owners: owners.filter(
          (owner) => /^@[\w-]+(\/[\w.-]+)?$/.test(owner) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(owner),
        ),
      },
    ];
  });
}

/**
 * Who owns the repository as a whole: as on GitHub the last line that matches counts, here of those that match everything.
 * Without such a line, the owner named most often.
 */
export function readCodeOwners(file: string, text: string): CodeOwners | undefined {
  const lines = readLines(text);
  const whole = lines.filter((line) => CATCH_ALL.has(line.pattern)).at(-1);
  if (whole) return whole.owners.length === 0 ? undefined : { file, ...whole, catchAll: true };
  const counts = new Map<string, number>();
  for (const owner of lines.flatMap((line) => line.owners)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const first = most && lines.find((line) => line.owners.includes(most[0]));
  return first && most
    ? { file, line: first.line, pattern: first.pattern, owners: [most[0]], catchAll: false }
    : undefined;
}
