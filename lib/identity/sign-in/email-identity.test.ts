import { expect, it } from "vitest";
import { domainOf, parseEmail } from "./email-identity";

it.each([
  ["ada@acme.example", "ada@acme.example"],
  ["  Ada.Obi+x@ACME.example ", "ada.obi+x@acme.example"],
  ["ａda@acme.example", "ada@acme.example"],
])("reads %s", (text, email) => expect(parseEmail(text)).toBe(email));

// Each of these could reach a second mailbox, a header, or a domain other than the one compared.
it.each([
  "",
  "ada",
  "ada@acme",
  "ada@@acme.example",
  "ada@acme.example@evil.example",
  "ada@acme.example,eve@evil.example",
  "ada@acme.example;eve@evil.example",
  '"ada"@acme.example',
  "<ada@acme.example>",
  "ada@acme.example\nBcc: eve@evil.example",
  "ada @acme.example",
  "ada@acme..example",
  "ada@.acme.example",
  "ada@аcme.example",
  `${"a".repeat(65)}@acme.example`,
])("refuses %j", (text) => expect(() => parseEmail(text)).toThrow(/e-mail address/));

it("takes the part after the @ for the domain", () =>
  expect(domainOf("ada@acme.example")).toBe("acme.example"));
