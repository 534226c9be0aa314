import { describe, expect, it } from "vitest";
import { concerns } from "./concerns";

describe("concerns", () => {
  const shown = new Set(["component:default/payments", "group:default/team-a"]);

  it("passes over changes of entities the page does not show", () => {
    expect(concerns('{"changed":1,"refs":["component:default/other"],"near":[]}', shown)).toBe(false);
    expect(concerns('{"changed":1,"refs":["component:default/payments"],"near":[]}', shown)).toBe(true);
  });

  it("hears of an entity that now relates to one of the page's, and of changes too large to name", () => {
    const related = '{"changed":1,"refs":["component:default/new"],"near":["component:default/payments"]}';
    expect(concerns(related, shown)).toBe(true);
    expect(concerns('{"changed":40000}', shown)).toBe(true);
    expect(concerns(related, undefined)).toBe(true);
  });
});
