import { describe, expect, it } from "vitest";
import { listHeadings } from "./list-headings";

describe("listHeadings", () => {
  it("reads both spellings as people see them, and nothing inside code", () => {
    const text =
      "# Run `it` **now** #\n\nTitle\n=====\n\n```sh\n# not one\n```\n~~~\n## nor this\n~~~\n### [Link](x) & more\n---\n####no\n";
    expect(listHeadings(text)).toEqual([
      { text: "Run it now", anchor: "run-it-now" },
      { text: "Title", anchor: "title" },
      { text: "Link & more", anchor: "link--more" },
    ]);
  });
});
