import { expect, it } from "vitest";
import { makeSnapshot } from "@/lib/testing/make-source";
import { factsOf } from "../derive/facts";
import { repositorySnapshotSchema } from "../repository-snapshot";
import { readDeclared } from "./read-declared";

const location = (name: string, ...targets: string[]) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: ${name}\nspec:\n  targets: [${targets.map((target) => JSON.stringify(target)).join(", ")}]\n`;
const system = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: ${name}\nspec:\n  owner: ops\n`;
const at = (path: string) => `url:https://github.com/acme/mono/blob/main/${path}`;
const registered = (path: string, ref: string) => ({
  type: "url",
  target: `https://github.com/acme/mono/blob/HEAD/${path}`,
  entityRef: `location:default/${ref}`,
  path,
  presence: null,
});

it("knows every Location that names a file, and where reading began", async () => {
  const files = {
    "catalog-info.yaml": location("root", "./a.yaml", "./sub/catalog-info.yaml"),
    "a.yaml": location("a", "./deep.yaml", "./sub/catalog-info.yaml", "./catalog-info.yaml"),
    "deep.yaml": system("deep"),
    "sub/catalog-info.yaml": system("sub"),
    "teams/one.odd": system("one"),
    "alone.odd": location("alone", "./alone.odd", "./deep.yaml"),
  };
  const descriptors = ["teams/*.odd", "alone.odd"];
  const snapshot = repositorySnapshotSchema.parse(makeSnapshot("mono", files, { descriptors }));
  const reading = await readDeclared(factsOf(snapshot), {
    registered: [registered("teams/*.odd", "by-pattern"), registered("alone.odd", "by-path")],
  });
  expect(Object.fromEntries(reading.leads)).toEqual({
    "catalog-info.yaml": { via: ["location:default/a"], origin: at("catalog-info.yaml") },
    "a.yaml": { via: ["location:default/root"], origin: at("catalog-info.yaml") },
    // Found by its name: it would be read without the Locations that name it too.
    "sub/catalog-info.yaml": {
      via: ["location:default/root", "location:default/a"],
      origin: at("sub/catalog-info.yaml"),
    },
    "deep.yaml": {
      via: ["location:default/alone", "location:default/a"],
      origin: at("alone.odd").replace("/main/", "/HEAD/"),
    },
    "teams/one.odd": {
      via: ["location:default/by-pattern"],
      origin: at("teams/*.odd").replace("/main/", "/HEAD/"),
    },
    "alone.odd": {
      via: ["location:default/by-path", "location:default/alone"],
      origin: at("alone.odd").replace("/main/", "/HEAD/"),
    },
  });
});
