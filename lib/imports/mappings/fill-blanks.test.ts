import { describe, expect, it } from "vitest";
import { blanksIn, fillBlanks, problemOfBlank } from "./fill-blanks";
import { TEMPLATES } from "./index";
import { readTemplate } from "./read-template";

function templateOf(id: string) {
  const template = TEMPLATES.find((one) => one.id === id);
  const read = template && readTemplate(template);
  if (!template || !read) throw new Error(`no template ${id}`);
  return { blanks: template.blanks, input: read.input };
}

const titles = (blanks: readonly { readonly title: string }[]) => blanks.map(({ title }) => title);

describe("what a company has of its own at a vendor", () => {
  it.each(TEMPLATES.filter(({ definition }) => definition.input.kind === "http").map(({ id }) => id))(
    "%s: every blank stands in its definition, and none is left once they are filled in",
    (id) => {
      const { blanks, input } = templateOf(id);
      expect(titles(blanksIn(input, blanks))).toEqual(titles(blanks));
      const filled = fillBlanks(input, Object.fromEntries(blanks.map(({ text }) => [text, "acme"])));
      expect(blanksIn(filled, blanks)).toEqual([]);
      expect(JSON.stringify(filled)).not.toMatch(/your[-_]|you@/i);
    },
  );

  it("goes into addresses, parameters, bodies and the sign-in", () => {
    const { input } = templateOf("compass");
    const filled = fillBlanks(input, {
      "your-site": " acme ",
      "YOUR-ORG-ID": "org-1",
      "YOUR-CLOUD-ID": "$&",
      "you@example.com": "ada@acme.example",
    });
    expect(filled.baseUrl).toBe("https://acme.atlassian.net");
    expect(filled.auth).toMatchObject({ user: "ada@acme.example" });
    const [teams, , components] = filled.reads;
    expect(teams).toMatchObject({
      path: "/gateway/api/public/teams/v1/org/org-1/teams",
      query: { siteId: "$&" },
    });
    expect(JSON.parse(components?.body ?? "")).toMatchObject({ variables: { cloudId: "$&" } });
  });

  it("is asked for no more where somebody wrote over it, and stays where nothing was entered", () => {
    const { blanks, input } = templateOf("servicenow");
    expect(blanksIn({ ...input, baseUrl: "https://cmdb.acme.example" }, blanks)).toEqual([]);
    expect(fillBlanks(input, { "your-instance": "  " })).toEqual(input);
  });

  it.each(["https://acme.atlassian.net", 'a"b', "a/b", "a b", "a?b=1"])(
    "%s is not a name or an id",
    (value) => {
      expect(problemOfBlank(value)).toMatch(/letters, digits/);
    },
  );

  it.each(["", " acme ", "ada+cmdb@acme.example", "8d1f2c00-0000-4000-8000-00000000aa01"])(
    "“%s” will do",
    (v) => {
      expect(problemOfBlank(v)).toBeUndefined();
    },
  );
});
