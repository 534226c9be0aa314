import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { stayWithinPages } from "./stay-within-pages";

const list = (total: number) => ({
  total,
  pageSize: 50,
  href: (page: number) => `/acme/catalog?q=a&page=${page}`,
});
const addressOf = (page: number, total: number): string | undefined => {
  try {
    stayWithinPages(page, list(total));
    return undefined;
  } catch (error) {
    return (error as { digest: string }).digest; // what Next throws to redirect
  }
};

describe("stayWithinPages", () => {
  it("leads from a page past the end to the last that exists", () => {
    expect(addressOf(9_999, 10_097)).toContain(";/acme/catalog?q=a&page=202;");
    expect(addressOf(3, 100)).toContain("page=2;");
    expect(addressOf(2, 0)).toContain("page=1;");
  });

  it("leaves the pages that exist alone", () => {
    expect(addressOf(1, 0)).toBeUndefined();
    expect(addressOf(2, 100)).toBeUndefined();
    expect(addressOf(202, 10_097)).toBeUndefined();
  });

  // A list with page numbers that forgets this says "empty" to whoever follows an old link.
  it("is asked by every page with page numbers", () => {
    const root = path.join(import.meta.dirname, "../(portal)");
    const paged = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("page.tsx"))
      .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }))
      .filter(({ text }) => text.includes("<Pagination"));
    expect(paged.length).toBeGreaterThan(5);
    expect(paged.filter(({ text }) => !text.includes("stayWithinPages(")).map(({ file }) => file)).toEqual(
      [],
    );
  });
});
