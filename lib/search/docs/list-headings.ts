export type Heading = {
  readonly text: string;
  /** GitHub's anchor, as the page has it */
  readonly anchor: string;
};

const HEADINGS_MAX = 200;
const LENGTH_MAX = 300;

/** What Markdown says of a text: "[Run `it`](x)" is "Run it". */
function plain(text: string): string {
  return text
    .replace(/\s+#+\s*$/, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]{0,200}>/g, "")
    .replace(/[*_`~]/g, "")
    .trim()
    .slice(0, LENGTH_MAX);
}

/** As lib/ui's headings make theirs. */
function anchorOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** Headings of a Markdown text, both spellings, without those inside code. One pass, linear. */
export function listHeadings(markdown: string): readonly Heading[] {
  const found: Heading[] = [];
  let fence: string | undefined;
  let before = "";
  for (const line of markdown.split(/\r?\n/)) {
    if (found.length >= HEADINGS_MAX) break;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && (fence === undefined || mark.startsWith(fence))) {
      fence = fence === undefined ? mark : undefined;
      before = "";
      continue;
    }
    if (fence !== undefined) continue;
    const marked = /^ {0,3}#{1,6}[ \t]+(.+)$/.exec(line)?.[1];
    const raw = marked ?? (isUnderline(line) ? before : "");
    // A line under a marked heading is a rule, not its underline.
    before = marked === undefined ? line.trim() : "";
    const text = plain(raw);
    if (text !== "") found.push({ text, anchor: anchorOf(text) });
  }
  return found;
}

const isUnderline = (line: string) => /^ {0,3}(={2,}|-{3,})[ \t]*$/.test(line);
