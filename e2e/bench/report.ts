import type { Yardstick } from "./yardstick";

export type Measure = {
  readonly name: string;
  readonly value: number;
  /** as people read it: s, ms, req/s, MB, … */
  readonly unit: string;
  /** what it must not exceed */
  readonly limit?: number | undefined;
  /** what it must reach */
  readonly atLeast?: number | undefined;
  readonly detail?: object;
};

const measured: Measure[] = [];

/** Prints one measure as a line of JSON, beside the yardstick of the same run. */
export function report(measure: Measure, yardstick: Partial<Yardstick>): void {
  measured.push(measure);
  const value = Math.round(measure.value * 100) / 100;
  const { detail, ...rest } = measure;
  console.log(
    JSON.stringify({
      ...rest,
      value,
      ok: isMet({ ...measure, value }),
      yardstick,
      ...(detail ? { detail } : {}),
    }),
  );
}

function isMet({ value, limit, atLeast }: Measure): boolean {
  return value <= (limit ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

/** How many measures missed their limit. */
export function countMissed(): number {
  return measured.filter((measure) => !isMet(measure)).length;
}
