import { describe, expect, it } from "vitest";
import { type FloatEvent, nextFloat } from "./next-float";

/** Whether the box is shown after these events, once all delays are over. */
function shownAfter(events: readonly FloatEvent[], pinnable: boolean): boolean {
  let [shown, pinned] = [false, false];
  for (const event of events) {
    const plan = nextFloat(event, { pinned, pinnable });
    if (plan) ({ shown, pinned } = plan);
  }
  return shown;
}

describe("nextFloat", () => {
  it("opens by a tap, a click and Enter where it can be pinned, and closes by the next", () => {
    expect(shownAfter(["press", "click"], true)).toBe(true);
    expect(shownAfter(["enter", "press", "click", "leave"], true)).toBe(true);
    expect(shownAfter(["focus", "click"], true)).toBe(true);
    expect(shownAfter(["press", "click", "press", "click"], true)).toBe(false);
    expect(shownAfter(["press", "click", "dismiss"], true)).toBe(false);
    expect(shownAfter(["focus", "click", "blur"], true)).toBe(false);
  });

  it("is out of the way of a click elsewhere, as the name of a button has to be", () => {
    expect(shownAfter(["enter"], false)).toBe(true);
    expect(shownAfter(["enter", "press", "click"], false)).toBe(false);
    expect(shownAfter(["enter", "leave"], false)).toBe(false);
  });
});
