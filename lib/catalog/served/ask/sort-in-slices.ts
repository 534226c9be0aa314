import { setImmediate } from "node:timers/promises";

const RUN = 2_048;
const SLICE_MS = 8;

type Compare = (a: number, b: number) => number;

/** Two neighbouring sorted runs on their way into one. */
type Merge = { left: number; right: number; readonly middle: number; readonly end: number };

/** Sorts as `sort` does, but lets others have the thread every few milliseconds. */
export async function sortInSlices(
  items: Int32Array<ArrayBuffer>,
  compare: Compare,
): Promise<Int32Array<ArrayBuffer>> {
  let began = performance.now();
  const breathe = async () => {
    if (performance.now() - began < SLICE_MS) return;
    await setImmediate();
    began = performance.now();
  };
  for (let from = 0; from < items.length; from += RUN) {
    items.subarray(from, from + RUN).sort(compare);
    await breathe();
  }
  let [sorted, spare] = [items, new Int32Array(items.length)];
  for (let width = RUN; width < items.length; width *= 2) {
    for (let from = 0; from < items.length; from += 2 * width) {
      const middle = Math.min(from + width, items.length);
      const merge: Merge = {
        left: from,
        right: middle,
        middle,
        end: Math.min(from + 2 * width, items.length),
      };
      for (let at = from; at < merge.end; at += RUN) {
        mergeRun(sorted, spare, merge, at, compare);
        await breathe();
      }
    }
    [sorted, spare] = [spare, sorted];
  }
  return sorted;
}

function mergeRun(source: Int32Array, target: Int32Array, merge: Merge, at: number, compare: Compare): void {
  const { middle, end } = merge;
  let { left, right } = merge;
  for (let place = at; place < Math.min(at + RUN, end); place++) {
    const fromLeft = left < middle && (right >= end || compare(source[left] ?? 0, source[right] ?? 0) <= 0);
    target[place] = source[fromLeft ? left++ : right++] ?? 0;
  }
  merge.left = left;
  merge.right = right;
}
