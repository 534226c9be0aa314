import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Json } from "@/lib/platform/types";
import { editYamlFile } from "./edit-file";
import { unifiedDiff } from "./unified-diff";

const FILE = `# Our services, see https://wiki.example/catalog
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: "payments"   # do not rename
  description: >-
    Takes money from
    everyone.

  # what people search for
  tags:
    - go
    - 'grpc'
  annotations:
    github.com/project-slug: acme/payments
spec:
  type:    service
  owner: 'team-a' # since 2021
  lifecycle: production
---
# the second one
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: payments-api, tags: [public]}
spec:
  type: openapi
  owner: team-a
  lifecycle: production
  definition: |
    openapi: 3.0.0
`;

/** Lines that are not the same, as a reviewer of the pull request sees them. */
const changed = (after: string, before = FILE) =>
  unifiedDiff("f", before, after)
    .split("\n")
    .slice(3)
    .filter((line) => /^[+-]/.test(line));

describe("editYamlFile", () => {
  it("replaces a plain value in its own quotes and leaves the comment behind it", () => {
    const after = editYamlFile(FILE, { document: 0, path: ["spec", "owner"], value: "team-b" });
    expect(changed(after)).toEqual(["-  owner: 'team-a' # since 2021", "+  owner: 'team-b' # since 2021"]);
    const type = editYamlFile(FILE, { document: 0, path: ["spec", "type"], value: "true" });
    expect(changed(type)).toEqual(["-  type:    service", '+  type:    "true"']);
  });

  it("replaces a block without its neighbours' comments", () => {
    const tags = editYamlFile(FILE, { document: 0, path: ["metadata", "tags"], value: ["go", "money"] });
    expect(changed(tags)).toEqual(["-    - 'grpc'", "+    - money"]);
    const text = editYamlFile(FILE, { document: 0, path: ["metadata", "description"], value: "Pays: all" });
    expect(changed(text)).toEqual([
      "-  description: >-",
      "-    Takes money from",
      "-    everyone.",
      '+  description: "Pays: all"',
    ]);
  });

  it("keeps a list or map that stands on one line on its line, with its quotes and the comment behind it", () => {
    const text = `metadata:
  tags: [go, 'payments'] # sorted
  labels: { tier: one }
  links: []
spec:
  dependsOn: [
    a, # the first
    b,
  ]
`;
    const edit = (path: readonly [string, ...string[]], value: Json | undefined) =>
      changed(editYamlFile(text, { document: 0, path, value }), text);
    expect(edit(["metadata", "tags"], ["go", "payments", "pci, dss"])).toEqual([
      "-  tags: [go, 'payments'] # sorted",
      `+  tags: [go, 'payments', "pci, dss"] # sorted`,
    ]);
    expect(edit(["metadata", "tags"], ["payments"])[1]).toBe("+  tags: ['payments'] # sorted");
    expect(edit(["metadata", "labels", "tier"], "two")).toEqual([
      "-  labels: { tier: one }",
      "+  labels: { tier: two }",
    ]);
    expect(edit(["metadata", "labels", "zone"], "a")).toEqual([
      "-  labels: { tier: one }",
      "+  labels: { tier: one, zone: a }",
    ]);
    expect(edit(["metadata", "labels", "tier"], undefined)).toEqual(["-  labels: { tier: one }"]);
    const many = ["go", "payments", ...Array.from({ length: 20 }, (_, index) => `some-tag-${index}`)];
    expect(edit(["metadata", "tags"], many)).toHaveLength(2);
    const within = "metadata: {name: pay, tags: ['go']} # all\nspec: {}\n";
    const path = ["metadata", "tags"] as const;
    expect(editYamlFile(within, { document: 0, path, value: ["go", "pci"] })).toBe(
      "metadata: {name: pay, tags: ['go', pci]} # all\nspec: {}\n",
    );
  });

  it("keeps the comments of a list's items that stay", () => {
    const text = "metadata:\n  tags:\n    # languages\n    - 'go' # mainly\n    - rust\n    # the end\n";
    const after = editYamlFile(text, { document: 0, path: ["metadata", "tags"], value: ["go", "pci"] });
    expect(changed(after, text)).toEqual(["-    - rust", "+    - pci"]);
  });

  it("adds a field at the end of its map, and the map when there is none", () => {
    const system = editYamlFile(FILE, { document: 0, path: ["spec", "system"], value: "billing" });
    expect(changed(system)).toEqual(["+  system: billing"]);
    expect(system.indexOf("  lifecycle: production\n  system: billing\n---")).toBeGreaterThan(0);
    const label = editYamlFile(FILE, { document: 0, path: ["metadata", "labels", "tier"], value: "one" });
    expect(changed(label)).toEqual(["+  labels:", "+    tier: one"]);
    const note = editYamlFile(FILE, { document: 0, path: ["metadata", "annotations", "a.b/c"], value: "1" });
    expect(changed(note)).toEqual(['+    a.b/c: "1"']);
  });

  it("takes a field out with its lines, and its map when it was the last", () => {
    const out = editYamlFile(FILE, { document: 0, path: ["metadata", "description"], value: undefined });
    expect(changed(out)).toEqual(["-  description: >-", "-    Takes money from", "-    everyone."]);
    const last = editYamlFile(FILE, {
      document: 0,
      path: ["metadata", "annotations", "github.com/project-slug"],
      value: undefined,
    });
    expect(changed(last)).toEqual(["-  annotations:", "-    github.com/project-slug: acme/payments"]);
  });

  it("touches only its own document, also where a map stands on one line", () => {
    const owner = editYamlFile(FILE, { document: 1, path: ["spec", "owner"], value: "team-z" });
    expect(changed(owner)).toEqual(["-  owner: team-a", "+  owner: team-z"]);
    const flow = editYamlFile(FILE, { document: 1, path: ["metadata", "title"], value: "Pay" });
    expect(flow.slice(0, FILE.indexOf("---"))).toBe(FILE.slice(0, FILE.indexOf("---")));
    expect(flow).toContain("# the second one");
    expect(parseAllDocuments(flow)[1]?.toJS()).toMatchObject({
      metadata: { name: "payments-api", tags: ["public"], title: "Pay" },
      spec: { definition: "openapi: 3.0.0\n" },
    });
  });

  it("keeps Windows line ends and a file without a last line break", () => {
    const windows = FILE.replaceAll("\n", "\r\n").trimEnd();
    const after = editYamlFile(windows, { document: 0, path: ["spec", "system"], value: "billing" });
    expect(after).toBe(windows.replace("production\r\n---", "production\r\n  system: billing\r\n---"));
    const end = editYamlFile("a: 1\nspec:\n  owner: x", {
      document: 0,
      path: ["spec", "system"],
      value: "b",
    });
    expect(end).toBe("a: 1\nspec:\n  owner: x\n  system: b");
  });

  it("changes nothing that an alias shares, and says so", () => {
    const text = "metadata: &m\n  title: a\nspec: *m\n";
    expect(() => editYamlFile(text, { document: 0, path: ["spec", "owner"], value: "x" })).toThrow("alias");
  });

  it("refuses a file that is not valid", () => {
    expect(() => editYamlFile("a: [", { document: 0, path: ["spec", "a"], value: 1 })).toThrow();
    expect(() => editYamlFile("a: 1\n", { document: 3, path: ["spec", "a"], value: 1 })).toThrow(
      "document 4",
    );
  });
});
