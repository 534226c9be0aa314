import { describe, expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { type RepositorySnapshotInput, repositorySnapshotSchema } from "../repository-snapshot";
import { readCodeOwners } from "./code-owners";
import { deriveDescription, deriveLinks, deriveTitle } from "./derive-about";
import { findApis } from "./derive-apis";
import { deriveLifecycle } from "./derive-lifecycle";
import { deriveOwner, NOBODY, type People } from "./derive-owner";
import { deriveType } from "./derive-type";
import { factsOf } from "./facts";
import { firstParagraph } from "./read-markdown";

const facts = (
  name: string,
  files: Record<string, string> = {},
  more: Partial<RepositorySnapshotInput> = {},
) => factsOf(repositorySnapshotSchema.parse(makeSnapshot(name, files, more)));

describe("deriveType", () => {
  const table: readonly (readonly [
    type: string,
    name: string,
    files: Record<string, string>,
    more?: Partial<RepositorySnapshotInput>,
  ])[] = [
    ["action", "setup-tool", { "action.yml": "runs: {}", "package.json": '{"main": "x", "name": "x"}' }],
    ["documentation", "handbook", { "index.md": "" }],
    ["documentation", "site", { "package.json": '{"dependencies": {"@docusaurus/core": "3"}}' }],
    ["documentation", "notes", { "a.md": "", "b.md": "" }],
    ["infrastructure", "platform", { "main.tf": "" }],
    ["infrastructure", "clusters", { x: "" }, { languages: { HCL: 90, Shell: 10 } }],
    ["service", "payments", { "go.mod": "module x", "cmd/payments/main.go": "" }],
    ["service", "orders", { "package.json": '{"dependencies": {"express": "5"}}' }],
    ["service", "ledger", { "pom.xml": "<parent>spring-boot-starter-parent</parent>" }],
    ["service", "scoring", { "pyproject.toml": 'dependencies = ["fastapi"]' }],
    ["service", "legacy", { Dockerfile: "FROM x", "app.rb": "" }],
    ["website", "shop", { "package.json": '{"private": true, "dependencies": {"next": "16"}}' }],
    ["library", "strings", { "package.json": '{"name": "@acme/strings", "main": "index.js"}' }],
    ["library", "kit", { "go.mod": "module x", "kit.go": "" }],
    ["library", "lib-money", { "a.rb": "" }],
    ["tool", "deployer", { "package.json": '{"bin": "x.js"}' }],
    ["tool", "dotfiles", { x: "" }, { languages: { Shell: 100 } }],
    ["template", "start", { "cookiecutter.json": "{}" }],
    ["other", "mystery", { "a.bin": "" }],
    ["other", "broken", { "package.json": "{not json" }],
  ];
  it.each(table.map(([type, name, files, more]) => ({ type, name, files, more })))(
    "$type: $name",
    ({ type, name, files, more }) => {
      const derived = deriveType(facts(name, files, more));
      expect(derived.value).toBe(type);
      expect(derived.origin.rule).not.toBe("");
    },
  );
});

describe("deriveLifecycle", () => {
  const table: readonly (readonly [
    lifecycle: string,
    name: string,
    more: Partial<RepositorySnapshotInput>,
    readme?: string,
  ])[] = [
    ["deprecated", "a", { archived: true }],
    ["deprecated", "a", { description: "DEPRECATED: use b" }],
    ["deprecated", "a", {}, "# a\n\n> **Deprecated**: use b"],
    ["experimental", "a", { topics: ["experimental"] }],
    ["experimental", "payments-poc", {}],
    [
      "production",
      "a",
      { description: "Finds deprecation warnings" },
      "# a\n\nWarns of things. Some are deprecated.",
    ],
    ["production", "apocalypse", {}],
  ];
  it.each(table.map(([lifecycle, name, more, readme]) => ({ lifecycle, name, more, readme })))(
    "$lifecycle: $name $more",
    ({ lifecycle, name, more, readme }) => {
      expect(deriveLifecycle(facts(name, readme ? { "README.md": readme } : {}, more)).value).toBe(lifecycle);
    },
  );
});

describe("readCodeOwners", () => {
  it.each<[string, string, { line: number; owners: string[] } | undefined]>([
    [
      "the last line that matches everything",
      "* @acme/a\n/docs @acme/b\n* @acme/c # now\n",
      { line: 3, owners: ["@acme/c"] },
    ],
    ["nobody, when that line names nobody", "* @acme/a\n*\n", undefined],
    [
      "who is named most often, without such a line",
      "/a @acme/a\n/b @acme/b\n/c @acme/b\n",
      { line: 2, owners: ["@acme/b"] },
    ],
    [
      "all owners of the line",
      "** @acme/a @bob ada@acme.example not-an-owner\n",
      { line: 1, owners: ["@acme/a", "@bob", "ada@acme.example"] },
    ],
    ["nothing of comments", "# * @acme/a\n\n", undefined],
    ["a pattern with a space", "a\\ b @acme/x\n", { line: 1, owners: ["@acme/x"] }],
  ])("takes %s", (_name, text, expected) => {
    const found = readCodeOwners("CODEOWNERS", text);
    expect(found && { line: found.line, owners: found.owners }).toEqual(expected);
  });
});

describe("deriveOwner", () => {
  const people: People = {
    teamsOf: (login) => (login === "ada" ? ["group:default/payments"] : []),
    loginOf: (email) => (email === "ada@acme.example" ? "ada" : undefined),
  };
  const commits = {
    contributors: [
      { login: "Ada", name: "Ada", commits: 6 },
      { login: "bob", name: "Bob", commits: 4 },
      { login: "renovate[bot]", name: "r", commits: 90 },
    ],
  };
  const access = {
    teamAccess: [
      { teamSlug: "readers", permission: "pull" },
      { teamSlug: "writers", permission: "push" },
      { teamSlug: "keepers", permission: "maintain" },
    ],
  };
  it.each<[string, Record<string, string>, Partial<RepositorySnapshotInput>, string | undefined]>([
    [
      "CODEOWNERS before all",
      { "docs/CODEOWNERS": "* @ada @acme/Core.Team" },
      { ...access, ...commits },
      "group:default/core.team",
    ],
    ["a person by e-mail", { CODEOWNERS: "* ada@acme.example" }, {}, "user:default/ada"],
    [
      ".github before the root",
      { CODEOWNERS: "* @acme/b", ".github/CODEOWNERS": "* @acme/a" },
      {},
      "group:default/a",
    ],
    ["the team with most access", {}, { ...access, ...commits }, "group:default/keepers"],
    [
      "not a team that only reads",
      {},
      { teamAccess: [{ teamSlug: "readers", permission: "pull" }], ...commits },
      "group:default/payments",
    ],
    [
      "the author without a team",
      {},
      { contributors: [{ login: "bob", name: "b", commits: 3 }] },
      "user:default/bob",
    ],
    ["a single administrator", {}, { adminUsers: ["root"] }, "user:default/root"],
    ["nobody", {}, { adminUsers: ["a", "b"] }, undefined],
  ])("%s", (_name, files, more, owner) => {
    expect(deriveOwner(facts("x", files, more), people)?.value).toBe(owner);
  });
  it("works without knowing anybody", () => {
    expect(deriveOwner(facts("x", {}, commits), NOBODY)?.value).toBe("user:default/ada");
  });
});

describe("texts", () => {
  it.each<[string, string | undefined]>([
    [
      "# T\n\n[![b](x)](y)\n\nTakes **payments** from [all](x).\nReally.\n\nMore.",
      "Takes payments from all. Really.",
    ],
    ["T\n===\n\n- list item that is long\n  goes on here\n\nThis is the prose.", "This is the prose."],
    [
      "```\nnot code at all here\n```\n\n| a | b |\n\n> quote of someone\n\nShort.\n\nThe first real sentence.",
      "The first real sentence.",
    ],
    ["# only a heading", undefined],
    ["<img src=x>\n<p align=center>x</p>\n", undefined],
  ])("first paragraph of %j", (text, expected) => {
    expect(firstParagraph(text)?.text).toBe(expected);
  });
  it("takes the README's heading as title only when it is the name, better written", () => {
    expect(deriveTitle(facts("payments-api", { "README.md": "# Payments API" }))?.value).toBe("Payments API");
    expect(deriveTitle(facts("payments-api", { "README.md": "# Welcome!" }))).toBeUndefined();
  });
  it("prefers GitHub's description, and cuts a long paragraph at a word", () => {
    expect(
      deriveDescription(facts("a", { "README.md": "The README's paragraph." }, { description: "GitHub's" }))
        ?.value,
    ).toBe("GitHub's");
    expect(
      deriveDescription(facts("a", { "README.md": "word ".repeat(200) }))?.value.length,
    ).toBeLessThanOrEqual(301);
  });
  it("links to a homepage with or without scheme, never to a script", () => {
    const urls = (homepage: string) =>
      deriveLinks(facts("a", {}, { homepage })).value.map((link) => link.url);
    expect([urls("docs.acme.example/a")[1], urls("https://a.b")[1], urls("javascript:alert(1)")[1]]).toEqual([
      "https://docs.acme.example/a",
      "https://a.b",
      undefined,
    ]);
  });
});

describe("findApis", () => {
  it("tells OpenAPI, AsyncAPI, GraphQL and gRPC by their content, not by their name", () => {
    const found = findApis(
      facts("a", {
        "openapi.yaml": "openapi: 3.1.0\ninfo:\n  version: 1\n  title: 'Payments'\npaths: {}\n",
        "api/swagger.json": '{"swagger": "2.0", "info": {"title": "Old"}}',
        "events/asyncapi.yml": "asyncapi: 2.6.0\ninfo:\n  title: Events\n",
        "schema.graphql": "type Query { a: Int }",
        "proto/ledger.proto": 'syntax = "proto3";\nservice Ledger { rpc A(B) returns (C); }',
        "proto/types.proto": "message A {}",
        "openapi-notes.yaml": "nothing: here",
        "openapi-broken.json": "{",
        "node_modules/x/openapi.yaml": "openapi: 3.0.0",
      }),
    );
    expect(found.map(({ path, type, title, line }) => [path, type, title, line])).toEqual([
      ["openapi.yaml", "openapi", "Payments", 1],
      ["schema.graphql", "graphql", undefined, 1],
      ["api/swagger.json", "openapi", "Old", 1],
      ["events/asyncapi.yml", "asyncapi", "Events", 1],
      ["proto/ledger.proto", "grpc", "Ledger", 2],
    ]);
  });
});
