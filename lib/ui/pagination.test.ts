import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Pagination } from "./pagination";

const said = (from: number, to: number, total: number) =>
  renderToStaticMarkup(createElement(Pagination, { from, to, total, noun: "orphans", one: "orphan" })).match(
    /<p[^>]*>([^<]*)/,
  )?.[1];

describe("Pagination", () => {
  it("says which part of the list is shown, and of a single row just that it is one", () => {
    expect(said(51, 100, 1204)).toBe("51–100 of 1,204 orphans");
    expect(said(1, 1, 1)).toBe("1 orphan");
    expect(said(1, 0, 0)).toBe("0 orphans");
  });
});
