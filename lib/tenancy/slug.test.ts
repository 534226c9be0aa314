import { expect, it } from "vitest";
import { slugProblem, suggestSlug } from "./slug";

it.each(["acme", "a1", "my-company"])("accepts %s", (slug) => expect(slugProblem(slug)).toBeUndefined());
it.each(["a", "Acme", "-acme", "acme-", "a--b", "a_b", "api", "sign-in", "x".repeat(41)])(
  "refuses %s",
  (slug) => expect(slugProblem(slug)).toBeTypeOf("string"),
);
it("suggests an address from a name", () => {
  expect(suggestSlug("Zoë & Söhne GmbH")).toBe("zoe-sohne-gmbh");
});
