import {
  type BundledLanguage,
  bundledLanguages,
  bundledLanguagesAlias,
  createCssVariablesTheme,
  createHighlighter,
  type Highlighter,
} from "shiki";

export type CodeToken = { readonly text: string; readonly role: string | undefined };

const theme = createCssVariablesTheme({ name: "portico", variablePrefix: "--", fontStyle: false });
const MAX_CHARS = 200_000;

let highlighter: Promise<Highlighter> | undefined;

function isLanguage(name: string): name is BundledLanguage {
  return name in bundledLanguages || name in bundledLanguagesAlias;
}

/**
 * Splits code into lines of tokens with a role (`keyword`, `string` …) for our own colours; no inline styles, so any CSP holds.
 *
 * Unknown languages and texts above 200,000 characters come back as plain lines. Server only (grammars are large).
 */
export async function highlight(
  code: string,
  language: string | undefined,
): Promise<readonly (readonly CodeToken[])[]> {
  const name = language?.toLowerCase() ?? "";
  if (!isLanguage(name) || code.length > MAX_CHARS)
    return code.split("\n").map((line) => [{ text: line, role: undefined }]);
  highlighter ??= createHighlighter({ themes: [theme], langs: [] });
  const shiki = await highlighter;
  await shiki.loadLanguage(name);
  const { tokens } = shiki.codeToTokens(code, { lang: name, theme: "portico" });
  return tokens.map((line) => line.map((token) => ({ text: token.content, role: roleOf(token.color) })));
}

// The theme's colours are `var(--token-keyword)`: the name is the role.
function roleOf(color: string | undefined): string | undefined {
  return /--token-([a-z-]+)/.exec(color ?? "")?.[1];
}
