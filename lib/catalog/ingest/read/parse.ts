import type { Json } from "@/lib/platform/types";
import { type FieldPath, type Problem, pointerOf, visible } from "../../model/problem";
import type { SnapshotFile } from "../repository-snapshot";
import { readYaml, type YamlPosition, type YamlProblem } from "./yaml-pool";

/** One document of a catalog file, not yet checked. */
export type RawDocument = {
  readonly file: string;
  /** position among the file's documents, part of the fragment's key */
  readonly index: number;
  readonly value: Json;
  readonly line: number;
  /** where a field stands; the nearest ancestor when the field itself is not there */
  readonly positionOf: (path: FieldPath) => YamlPosition;
};

export type Parsed = { readonly documents: readonly RawDocument[]; readonly problems: readonly Problem[] };

const FIXES: ReadonlyMap<string, string> = new Map([
  ["TAB_AS_INDENT", "Indent with spaces; YAML does not allow tabs."],
  ["BAD_INDENT", "Align this line with its neighbours."],
  ["DUPLICATE_KEY", "Remove one of the two."],
  ["duplicate_key", "Remove one of the two."],
  ["MISSING_CHAR", "Close the quote or bracket that is open here."],
  ["MISSING_COLON", 'Write "key: value": a colon and a blank are missing here, or the line is cut off.'],
  ["RESOURCE_EXHAUSTION", "Nest less deeply; an entity needs a few levels only."],
  ["MULTILINE_IMPLICIT_KEY", "Put a value with a colon in quotes, or check the indentation."],
  ["BLOCK_AS_IMPLICIT_KEY", 'Put a value that contains ": " in quotes.'],
  ["BAD_SCALAR_START", "Put the value in quotes."],
  ["TAG_RESOLVE_FAILED", "Remove the tag (the word that begins with !)."],
  ["bad_alias", "Define the anchor (&name) before the alias (*name) that uses it."],
  ["UNEXPECTED_TOKEN", "Check the indentation and quotes around this line."],
  ["MULTIPLE_DOCS", "Separate the documents with a line ---."],
  ["alias_bomb", "Write the repeated parts out instead of nesting anchors and aliases."],
  ["timeout", "Split the file into smaller ones."],
  ["too_expensive", "Split the file into smaller ones."],
  ["too_deep", "Nest less deeply; an entity needs a few levels only."],
  ["bad_key", "Use plain words as keys."],
  ["too_many_documents", "Split the file into smaller ones."],
]);

const CODES: ReadonlyMap<string, string> = new Map([
  ["TAB_AS_INDENT", "tab_indent"],
  ["BAD_INDENT", "bad_indent"],
  ["TAG_RESOLVE_FAILED", "unknown_tag"],
  ["MISSING_CHAR", "unclosed"],
  ["MISSING_COLON", "missing_colon"],
  ["RESOURCE_EXHAUSTION", "too_deep"],
]);

/** Where the library's sentence speaks of YAML's grammar, one of the person's line. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["BLOCK_AS_IMPLICIT_KEY", "A second colon and blank stand on this line, which begins another key: value"],
  ["MISSING_COLON", "This line is no key: value"],
]);

const SELF_EXPLAINING = new Set(["duplicate_key", "bad_alias"]);

function keyOf({ code, message }: YamlProblem): string {
  // The library calls an open bracket bad indentation of what comes after it, and a word without a colon a missing character.
  if (/end with a [\]}]/.test(message)) return "MISSING_CHAR";
  if (/^Implicit map keys need to be followed/.test(message)) return "MISSING_COLON";
  return code;
}

function toProblem(file: string, problem: YamlProblem): Problem {
  const key = keyOf(problem);
  const own = /^[a-z_]+$/.test(problem.code);
  // The library speaks of characters and nodes; its first line is enough beside line, column and fix.
  const text = MESSAGES.get(key) ?? problem.message.split("\n")[0] ?? problem.message;
  return {
    stage: "parse",
    code: own ? key : (CODES.get(key) ?? "bad_yaml"),
    message: visible(own && !SELF_EXPLAINING.has(problem.code) ? `${file} was refused: ${text}` : text, 300),
    fix: FIXES.get(key) ?? "Correct the YAML at this line.",
    severity: "error",
    at: { file, line: problem.line, column: problem.column },
  };
}

function refusal(file: SnapshotFile, code: string, message: string, fix: string): Parsed {
  return {
    documents: [],
    problems: [
      {
        stage: code === "not_fetched" ? "fetch" : "parse",
        code,
        message,
        fix,
        severity: "error",
        at: { file: file.path, line: 1 },
      },
    ],
  };
}

const UNREAD: Readonly<
  Record<NonNullable<SnapshotFile["problem"]>, readonly [code: string, message: string, fix: string]>
> = {
  too_large: [
    "too_large",
    "the file is larger than 512 KiB",
    "Split it; move API definitions into files of their own.",
  ],
  binary: ["binary", "the file is not UTF-8 text", "Save it as UTF-8 without binary content."],
  unreadable: [
    "not_fetched",
    "GitHub did not give the file's content",
    "Portico tries again at the next run; check the App's access to Contents if it stays.",
  ],
};

/** All that a symbolic link holds: a path of one line, to a YAML or JSON file. */
const LINK_TARGET = /^[\w.@/-]+\.(ya?ml|json)\s*$/;
const LINK_CHARACTERS_MAX = 1_024;

function refuseText(file: SnapshotFile, text: string): Parsed | undefined {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith("version https://git-lfs.github.com/spec"))
    return refusal(
      file,
      "lfs_pointer",
      "the file is a Git LFS pointer, not the file itself",
      "Keep catalog files out of Git LFS (.gitattributes).",
    );
  if (start.startsWith("<!doctype") || start.startsWith("<html"))
    return refusal(file, "html", "the file is an HTML page", "Replace it with YAML.");
  if (text.startsWith("\ufeff"))
    return refusal(
      file,
      "stray_bom",
      "the file begins with two byte order marks",
      "Save it as UTF-8 without BOM.",
    );
  if (text.includes("\r") && !text.includes("\n"))
    return refusal(
      file,
      "cr_line_ends",
      "the file's lines end with CR alone, which YAML reads as one line",
      "Save it with LF or CRLF line ends.",
    );
  if (text.length <= LINK_CHARACTERS_MAX && LINK_TARGET.test(text))
    return refusal(
      file,
      "symlink",
      `the file is a symbolic link to ${visible(text.trim(), 120)}, and GitHub gives the link, not what it leads to`,
      "Put the file itself here, or a Location that names the other one.",
    );
  const holdsNothing = text
    .split(/\r\n?|\n/)
    .every((line) => /^\s*(#|$)/.test(line) || /^(---|\.\.\.)\s*$/.test(line));
  if (holdsNothing)
    return {
      documents: [],
      problems: [
        {
          stage: "parse",
          code: "empty_file",
          message: "the file holds no entity",
          fix: "Describe the repository in it, or delete it.",
          severity: "warning",
          at: { file: file.path, line: 1 },
        },
      ],
    };
  return undefined;
}

function locator(positions: Readonly<Record<string, YamlPosition>>, line: number): RawDocument["positionOf"] {
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = positions[pointerOf(path.slice(0, length))];
      if (found) return found;
    }
    return { line, column: 1 };
  };
}

/**
 * Reads one catalog file into its documents.
 *
 * Never throws for bad content: a broken document becomes a problem, its good neighbours are kept. Empty documents are skipped.
 *
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format
 */
export async function parseCatalogFile(file: SnapshotFile): Promise<Parsed> {
  if (file.problem || file.text === undefined) return refusal(file, ...UNREAD[file.problem ?? "unreadable"]);
  const text = file.text.replace(/^\ufeff/, "");
  if (Buffer.byteLength(text) > 512 * 1024) return refusal(file, ...UNREAD.too_large);
  const refused = refuseText(file, text);
  if (refused) return refused;
  const result = await readYaml(text);
  const problems = result.problems.map((problem) => toProblem(file.path, problem));
  const documents = result.documents.map((document) => ({
    file: file.path,
    index: document.index,
    value: document.value,
    line: document.line,
    positionOf: locator(document.positions, document.line),
  }));
  return { documents, problems };
}
