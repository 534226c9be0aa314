/** One line of a comparison. */
export type DiffLine = { readonly kind: "same" | "removed" | "added"; readonly text: string };

// Beyond this the table of the comparison would be larger than the page: everything old goes, everything new comes.
const CELLS_MAX = 250_000;

/** The lines of two texts, with as many kept as possible (the longest common subsequence). */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  if (before.length * after.length > CELLS_MAX)
    return [
      ...before.map((text): DiffLine => ({ kind: "removed", text })),
      ...after.map((text): DiffLine => ({ kind: "added", text })),
    ];
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let a = before.length - 1; a >= 0; a -= 1)
    for (let b = after.length - 1; b >= 0; b -= 1)
      common[a * width + b] =
        before[a] === after[b]
          ? (common[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(common[(a + 1) * width + b] ?? 0, common[a * width + b + 1] ?? 0);
  const lines: DiffLine[] = [];
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [old, next] = [before[a], after[b]];
    if (old !== undefined && old === next) {
      lines.push({ kind: "same", text: old });
      a += 1;
      b += 1;
    } else if (
      old !== undefined &&
      (next === undefined || (common[(a + 1) * width + b] ?? 0) >= (common[a * width + b + 1] ?? 0))
    ) {
      lines.push({ kind: "removed", text: old });
      a += 1;
    } else {
      lines.push({ kind: "added", text: next ?? "" });
      b += 1;
    }
  }
  return lines;
}
