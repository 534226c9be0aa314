import type { Yardstick } from "./yardstick";

export type Measure = {
  readonly name: string;
  readonly value: number;
  readonly unit: "s" | "requests";
  /** what it must not exceed */
  readonly limit: number;
  readonly detail?: object;
};

const measured: Measure[] = [];

/** Prints one measure as a line of JSON, beside the yardstick of the same run. */
export function report(measure: Measure, yardstick: Partial<Yardstick>): void {
  measured.push(measure);
  const value = Math.round(measure.value * 100) / 100;
  const { detail, ...rest } = measure;
  console.log(
    JSON.stringify({ ...rest, value, ok: value <= measure.limit, yardstick, ...(detail ? { detail } : {}) }),
  );
}

/** How many measures were over their limit. */
export function countMissed(): number {
  return measured.filter(({ value, limit }) => value > limit).length;
}
