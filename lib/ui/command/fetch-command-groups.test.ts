import { describe, expect, it } from "vitest";
import { parseCommandGroups } from "./fetch-command-groups";

describe("parseCommandGroups", () => {
  it("keeps what fits and leaves out the rest", () => {
    const groups = parseCommandGroups({
      groups: [
        {
          id: "e",
          title: "Entities",
          items: [
            { id: "1", title: "payments-api", href: "/acme/catalog/x", kind: "Component", type: "service" },
            { title: "no address" },
            "x",
          ],
        },
        { title: "Nothing", items: [] },
        7,
      ],
    });
    expect(groups).toEqual([
      {
        id: "e",
        title: "Entities",
        items: [
          {
            id: "1",
            title: "payments-api",
            href: "/acme/catalog/x",
            kind: "Component",
            type: "service",
            detail: undefined,
          },
        ],
      },
    ]);
  });

  // A poisoned result must not lead a member off our site.
  it("drops addresses that leave the site", () => {
    for (const href of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      expect(parseCommandGroups({ groups: [{ title: "x", items: [{ title: "x", href }] }] })).toEqual([]);
    }
  });
});
