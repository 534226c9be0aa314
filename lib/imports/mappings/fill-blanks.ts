import type { Auth, HttpInput, Read } from "../model/definition";
import type { TemplateBlank } from "./template";

/** What somebody entered for a template's blanks, by the text that stands for them. */
export type BlankValues = Readonly<Record<string, string>>;

/**
 * The blanks of a template that still stand somewhere in an input: a text that was overwritten asks for nothing.
 *
 * @returns those of `blanks` in their order
 */
export function blanksIn(input: HttpInput, blanks: readonly TemplateBlank[]): readonly TemplateBlank[] {
  const texts = new Set<string>();
  mapTexts(input, (text) => {
    texts.add(text);
    return text;
  });
  return blanks.filter((blank) => [...texts].some((text) => text.includes(blank.text)));
}

/** The input with what was entered in place of the blanks; those without a value stay as they are. */
export function fillBlanks(input: HttpInput, values: BlankValues): HttpInput {
  const entries = Object.entries(values).filter(([, value]) => value.trim() !== "");
  return mapTexts(input, (text) =>
    entries.reduce((filled, [blank, value]) => filled.replaceAll(blank, () => value.trim()), text),
  );
}

// Letters and digits, and what ids, hosts and e-mail addresses hold: nothing that could end a path or a JSON text.
const VALUE = /^[\p{L}\p{N}._@+-]+$/u;

/** What is wrong with a value entered for a blank; undefined when it will do, or nothing was entered yet. */
export function problemOfBlank(value: string): string | undefined {
  const trimmed = value.trim();
  if (trimmed === "" || VALUE.test(trimmed)) return undefined;
  return "Only the name or id itself: letters, digits and . _ @ + -";
}

/** An input with every text changed in which a blank may stand. */
function mapTexts(input: HttpInput, change: (text: string) => string): HttpInput {
  const ofRead = (read: Read): Read => ({
    ...read,
    path: change(read.path),
    query: Object.fromEntries(Object.entries(read.query).map(([key, value]) => [key, change(value)])),
    body: read.body === undefined ? undefined : change(read.body),
  });
  return {
    ...input,
    baseUrl: change(input.baseUrl),
    auth: ofAuth(input.auth, change),
    headers: input.headers.map((header) => ({ ...header, value: change(header.value) })),
    reads: input.reads.map(ofRead),
  };
}

function ofAuth(auth: Auth, change: (text: string) => string): Auth {
  switch (auth.kind) {
    case "basic":
      return { ...auth, user: change(auth.user) };
    case "exchange":
      return { ...auth, path: change(auth.path), body: change(auth.body) };
    default:
      return auth;
  }
}
