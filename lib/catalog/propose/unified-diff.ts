const CONTEXT = 3;

/**
 * The difference of two texts as `git apply` takes it: one hunk from the first changed line to the last.
 *
 * @returns an empty text when they are equal
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const [old, next] = [toLines(before), toLines(after)];
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < next.length - start &&
    old[old.length - 1 - end] === next[next.length - 1 - end]
  )
    end += 1;
  const from = Math.max(0, start - CONTEXT);
  const head = old.slice(from, start);
  const tail = old.slice(old.length - end, old.length - end + CONTEXT);
  const gone = old.slice(start, old.length - end);
  const come = next.slice(start, next.length - end);
  const size = (lines: number) => `${from + (lines === 0 ? 0 : 1)},${lines}`;
  const hunk = [
    `@@ -${size(head.length + gone.length + tail.length)} +${size(head.length + come.length + tail.length)} @@\n`,
    ...head.map((line) => ` ${line}`),
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  const text = hunk.map((line) => (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`));
  return `--- a/${path}\n+++ b/${path}\n${text.join("")}`;
}

/** Lines with their line breaks. */
function toLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
