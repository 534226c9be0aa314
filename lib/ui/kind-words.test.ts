import { expect, it } from "vitest";
import { kindWords } from "./kind-words";

const { title, plural } = kindWords({
  dataset: { title: "DataSet", plural: "Data sets" },
  vault: { title: "Vault" },
});

it.each([
  ["component", "Component", "Components"],
  ["API", "API", "APIs"],
  ["dataset", "DataSet", "Data sets"],
  ["DataSet", "DataSet", "Data sets"],
  ["vault", "Vault", "Vault entities"],
  ["forgotten", "Forgotten", "Forgotten entities"],
  ["constructor", "Constructor", "Constructor entities"],
])("calls %s %s, and many of it %s", (kind, one, many) => {
  expect([title(kind), plural(kind)]).toEqual([one, many]);
});
