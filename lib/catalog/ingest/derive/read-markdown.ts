/** A piece of a page and its 1-based line. */
export type Located = { readonly text: string; readonly line: number };

function plain(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]{0,200}\]\([^)]{0,500}\)/g, "")
    .replace(/\[([^\]]{0,200})\]\([^)]{0,500}\)/g, "$1")
    .replace(/\[([^\]]{1,200})\]\[[^\]]{0,100}\]/g, "$1")
    .replace(/<[^>]{1,300}>/g, "")
    .replace(/[*_`]{1,3}([^*_`]{1,300})[*_`]{1,3}/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** The page's first heading. */
export function firstHeading(markdown: string): Located | undefined {
  const lines = markdown.slice(0, 20_000).split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const heading =
      /^#{1,2}\s+(.{1,200}?)\s*#*\s*$/.exec(line)?.[1] ??
      (/^={3,}\s*$/.test(lines[index + 1] ?? "") && line.trim() ? line : undefined);
    const text = heading && plain(heading);
    if (text) return { text, line: index + 1 };
  }
  return undefined;
}

/** The first paragraph of prose: no heading, badge, list, table, code or quote. At most 300 characters, cut at a sentence or word. */
export function firstParagraph(markdown: string): Located | undefined {
  const lines = markdown.slice(0, 20_000).split(/\r?\n/);
  let fence = false;
  let start = -1;
  const found: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (/^\s*(```|~~~)/.test(line)) {
      if (found.length > 0) break;
      fence = !fence;
      continue;
    }
    const underlined = /^(={3,}|-{3,})\s*$/.test(lines[index + 1] ?? "");
    const prose =
      !fence &&
      !/^\s*([#>|<*+-]|\d+\.\s|\[!|!\[|\[[^\]]+\]:|={3,}|-{3,}|\.\. )/.test(line) &&
      !/^\s{4}/.test(line) &&
      !underlined;
    const text = prose ? plain(line) : "";
    // A line that goes on from a list or quote is no beginning.
    const before = lines[index - 1]?.trim() ?? "";
    const begins = found.length > 0 || before === "" || /^([#=<]|-{3,}|\[!|!\[)/.test(before);
    if (text && begins) {
      if (start < 0) start = index + 1;
      found.push(text);
    } else if (found.length > 0) {
      if (found.join(" ").length >= 15) break;
      found.length = 0;
      start = -1;
    }
  }
  const text = found.join(" ");
  return text.length >= 15 ? { text: cut(text, 300), line: start } : undefined;
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max);
  const sentence = head.lastIndexOf(". ");
  if (sentence > max / 3) return head.slice(0, sentence + 1);
  return `${head.slice(0, head.lastIndexOf(" "))}…`;
}
