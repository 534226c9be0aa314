import { expect, it } from "vitest";
import { parseQuestion, splitRest } from "./question";

it.each([
  ["https://github.com/acme/pay", { kind: "repository", owner: "acme", name: "pay" }],
  ["github.com/acme/pay.git", { kind: "repository", owner: "acme", name: "pay" }],
  ["git@github.com:acme/pay.git", { kind: "repository", owner: "acme", name: "pay" }],
  ["acme/pay", { kind: "repository", owner: "acme", name: "pay" }],
  ["https://github.com/acme/pay/issues/4", { kind: "repository", owner: "acme", name: "pay" }],
  [
    "https://github.com/acme/pay/blob/main/a%20b/catalog-info.yaml?plain=1#L4",
    { kind: "file", owner: "acme", name: "pay", rest: ["main", "a b", "catalog-info.yaml"] },
  ],
  [
    "https://raw.githubusercontent.com/acme/pay/refs/heads/main/catalog-info.yaml",
    { kind: "file", owner: "acme", name: "pay", rest: ["main", "catalog-info.yaml"] },
  ],
  [
    "https://portal.example/acme-tenant/catalog/Component/default/pay",
    { kind: "entity", ref: "component:default/pay" },
  ],
  ["Component:Pay", { kind: "entity", ref: "component:default/pay" }],
  ["Pay", { kind: "name", name: "pay" }],
  ["https://github.com/acme", { kind: "unreadable" }],
  ["https://", { kind: "unreadable" }],
  ["", { kind: "unreadable" }],
])("reads %s", (text, question) => {
  expect(parseQuestion(text, "acme-tenant")).toMatchObject(question);
});

// A repository named "catalog" of an organisation that is named as the tenant has an address like an entity's page.
it("reads a repository's address as nothing else where no page of the portal can be meant", () => {
  const address = "https://github.com/acme/catalog/blob/main/catalog-info.yaml";
  expect(parseQuestion(address, "acme").kind).toBe("entity");
  expect(parseQuestion(address, undefined)).toMatchObject({ kind: "file", owner: "acme", name: "catalog" });
});

it("knows where a default branch with slashes ends", () => {
  expect(splitRest(["release", "2", "docs", "a.yaml"], "release/2")).toEqual({
    branch: "release/2",
    path: "docs/a.yaml",
  });
  expect(splitRest(["topic", "a.yaml"], "main")).toEqual({ branch: "topic", path: "a.yaml" });
});
