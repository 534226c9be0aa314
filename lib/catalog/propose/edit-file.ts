import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  Scalar,
  stringify,
  type YAMLMap,
  YAMLSeq,
} from "yaml";
import type { Json } from "@/lib/platform/types";
import { canonicalJson } from "../model/fields";

export type FileEdit = {
  /** which document of the file, from 0 */
  readonly document: number;
  readonly path: readonly [string, ...string[]];
  /** undefined takes the field out */
  readonly value: Json | undefined;
};

type Splice = { readonly from: number; readonly to: number; readonly text: string };

/**
 * Changes one field of one document in a YAML file. Everything else stays as it is written, byte for byte: comments, order,
 * quotes, other documents. A list or map on one line stays on it. Only where the text cannot be cut at the field is its document
 * written anew.
 *
 * @throws Error - when the document is not there or cannot be read; the caller says which file
 */
export function editYamlFile(text: string, edit: FileEdit): string {
  const wanted = read(text).map((document) => canonicalJson(document.toJS()));
  const changed = read(text)[edit.document];
  if (!changed) throw new Error(`the file has no document ${edit.document + 1}`);
  apply(changed, edit);
  wanted[edit.document] = canonicalJson(changed.toJS());
  const spliced = spliceField(text, edit);
  if (spliced !== undefined && says(spliced, wanted)) return spliced;
  const rewritten = rewriteDocument(text, edit.document, changed);
  if (!says(rewritten, wanted))
    throw new Error("the change could not be written without touching other values");
  return rewritten;
}

function read(text: string): Document.Parsed[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap((document) => document.errors);
  if (error) throw new Error(error.message.split("\n")[0] ?? "it is not valid YAML");
  return documents;
}

function says(text: string, wanted: readonly string[]): boolean {
  try {
    const found = read(text).map((document) => canonicalJson(document.toJS()));
    return found.length === wanted.length && found.every((one, index) => one === wanted[index]);
  } catch {
    // Not even YAML any more: the other way of writing it is tried.
    return false;
  }
}

function apply(document: Document.Parsed, { path, value }: FileEdit): void {
  for (let depth = 1; depth <= path.length; depth += 1) {
    if (isAlias(document.getIn(path.slice(0, depth), true)))
      throw new Error(`${path.slice(0, depth).join(".")} is an alias of another value`);
  }
  if (value !== undefined) document.setIn(path, document.createNode(value));
  else document.deleteIn(path);
  const parent = path.slice(0, -1);
  const above = document.getIn(parent);
  if (value === undefined && parent.length > 1 && isMap(above) && above.items.length === 0)
    document.deleteIn(parent);
}

/** The deepest map on the way to the field, and what is left of the path there. */
function deepestMap(
  document: Document.Parsed,
  path: readonly string[],
): { map: YAMLMap; rest: readonly string[] } | undefined {
  let node: unknown = document.contents;
  for (let depth = 0; isMap(node); depth += 1) {
    const next: unknown = depth < path.length - 1 ? node.get(path[depth], true) : undefined;
    if (!isMap(next) || next.items.length === 0) return { map: node, rest: path.slice(depth) };
    node = next;
  }
  return undefined;
}

function pairOf(map: YAMLMap, key: string | undefined): Pair | undefined {
  return map.items.find((pair) => (isScalar(pair.key) ? pair.key.value : pair.key) === key);
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range))
    return undefined;
  const [from, to]: unknown[] = node.range;
  return typeof from === "number" && typeof to === "number" ? [from, to] : undefined;
}

function spliceField(text: string, edit: FileEdit): string | undefined {
  const document = read(text)[edit.document];
  const at = document && deepestMap(document, edit.path);
  if (!at) return undefined;
  if (at.map.flow) return spliceFlow(text, edit);
  const { map, rest } = at;
  const pair = pairOf(map, rest[0]);
  // The last key of a map cannot go without its map, which then goes too.
  if (edit.value === undefined && map.items.length === 1 && edit.path.length - rest.length > 1)
    return spliceField(text, { ...edit, path: [edit.path[0], ...edit.path.slice(1, -1)] });
  const splice = pair ? overPair(text, pair, rest, edit.value) : newPair(text, map, rest, edit.value);
  return splice && text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

/** A field within a map that stands on one line: the outermost such map is the value that changes. */
function spliceFlow(text: string, edit: FileEdit): string | undefined {
  const document = read(text)[edit.document];
  const changed = read(text)[edit.document];
  if (!document || !changed) return undefined;
  const depth = edit.path.findIndex((_, index) => {
    const node: unknown = document.getIn(edit.path.slice(0, index), true);
    return isCollection(node) && node.flow === true;
  });
  const [first, ...others] = edit.path.slice(0, depth);
  // A document that is one line as a whole has no place to cut at.
  if (first === undefined) return undefined;
  apply(changed, edit);
  const node: unknown = changed.getIn([first, ...others], true);
  const value: Json | undefined = isCollection(node) ? node.toJS(changed) : undefined;
  return spliceField(text, { ...edit, path: [first, ...others], value });
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** `key: value` as a block, indented as the place wants it, without the last line break. */
function blockOf(
  text: string,
  indent: number,
  rest: readonly string[],
  value: Json | YAMLSeq | undefined,
): string {
  const nested = rest.slice(1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  // Wherever the file puts its dashes, the new list does too.
  const indentSeq = !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text);
  const block = stringify({ [rest[0] ?? ""]: nested }, { lineWidth: 0, indentSeq }).trimEnd();
  const pad = " ".repeat(indent);
  return block
    .split("\n")
    .map((line) => (line === "" ? line : pad + line))
    .join(newlineOf(text));
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

function scalarText(old: Scalar, value: Json): string | undefined {
  if (typeof value === "object" || (typeof value === "string" && value.includes("\n"))) return undefined;
  const scalar = new Scalar(value);
  const isPlain = old.type === "PLAIN" || old.type === "QUOTE_DOUBLE" || old.type === "QUOTE_SINGLE";
  if (!isPlain) return undefined;
  if (old.type && typeof value === "string") scalar.type = old.type;
  return stringify(scalar, { lineWidth: 0 }).trimEnd();
}

function overPair(
  text: string,
  pair: Pair,
  rest: readonly string[],
  value: Json | undefined,
): Splice | undefined {
  const key = rangeOf(pair.key);
  if (!key || isAlias(pair.value)) return undefined;
  const range = rangeOf(pair.value);
  if (value !== undefined && rest.length === 1 && isScalar(pair.value) && range && range[1] > range[0]) {
    const written = scalarText(pair.value, value);
    if (written !== undefined && !written.includes("\n"))
      return { from: range[0], to: range[1], text: written };
  }
  if (value !== undefined && rest.length === 1 && range) {
    const written = flowText(text.slice(range[0], range[1]), pair.value, value);
    if (written !== undefined) return { from: range[0], to: range[1], text: written };
  }
  const column = columnOf(text, key[0]);
  const lineStart = key[0] - column;
  // A key that shares its line with something else cannot be cut out as lines.
  if (text.slice(lineStart, key[0]).trim() !== "") return undefined;
  const end = lineEnd(text, Math.max(key[1], contentEnd(text, range)));
  if (value === undefined)
    return { from: lineStart, to: Math.min(end + newlineAt(text, end), text.length), text: "" };
  return { from: lineStart, to: end, text: blockOf(text, column, rest, keepItems(pair.value, value)) };
}

/** A new list with the items that stay as they are written, in their quotes and with their comments. */
function keepItems(old: unknown, value: Json): Json | YAMLSeq {
  if (!isSeq(old) || !Array.isArray(value)) return value;
  const list = new YAMLSeq<unknown>();
  list.commentBefore = old.commentBefore;
  const document = new Document();
  list.items = value.map(
    (one: Json) => old.items.find((item) => isSameScalar(item, one)) ?? document.createNode(one),
  );
  return list;
}

function isSameScalar(node: unknown, value: Json): boolean {
  return isScalar(node) && node.value === value && !node.anchor && !node.tag;
}

/** A list or map that stands on one line with another value, on one line again; undefined where it is neither. */
function flowText(before: string, old: unknown, value: Json): string | undefined {
  if (!isCollection(old) || !old.flow || old.items.length === 0 || /\n/.test(before)) return undefined;
  const [open, close] = [before.slice(0, 1), before.slice(-1)];
  const isList = isSeq(old);
  if (typeof value !== "object" || value === null || isList !== Array.isArray(value)) return undefined;
  const kept = keepItems(old, value);
  const items = isSeq(kept)
    ? kept.items.map((item) => [item])
    : Object.entries(value).map(([key, one]) => ({
        [key]: isMap(old) && one !== undefined ? sameOr(old.get(key, true), one) : one,
      }));
  const parts = items.map((item) => {
    const alone = new Document(item, { flow: true });
    if (isCollection(alone.contents)) alone.contents.flow = true;
    return alone.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1).trim();
  });
  if (parts.length === 0 || parts.some((part) => part.includes("\n"))) return undefined;
  const padding = before[1] === " " ? " " : "";
  return `${open}${padding}${parts.join(", ")}${padding}${close}`;
}

function sameOr(old: unknown, value: Json): unknown {
  return isSameScalar(old, value) ? old : keepItems(old, value);
}

/** Where the last line of a value ends: a block's range reaches over the blank lines and comments after it. */
function contentEnd(text: string, range: readonly [number, number] | undefined): number {
  if (!range) return 0;
  return range[0] + text.slice(range[0], range[1]).replace(/(\s*(#[^\n]*)?)*$/, "").length;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === "\r" ? newline - 1 : newline;
}

function newlineAt(text: string, offset: number): number {
  return text.startsWith("\r\n", offset) ? 2 : text.startsWith("\n", offset) ? 1 : 0;
}

function newPair(
  text: string,
  map: YAMLMap,
  rest: readonly string[],
  value: Json | undefined,
): Splice | undefined {
  if (value === undefined) return undefined;
  const first = rangeOf(map.items[0]?.key);
  const last = map.items.at(-1);
  const lastKey = rangeOf(last?.key);
  if (!first || !lastKey) return undefined;
  const end = lineEnd(text, Math.max(lastKey[1], contentEnd(text, rangeOf(last?.value))));
  const block = blockOf(text, columnOf(text, first[0]), rest, value);
  return { from: end, to: end, text: `${newlineOf(text)}${block}` };
}

/** The document written anew by the library, the others as they stand. */
function rewriteDocument(text: string, index: number, changed: Document.Parsed): string {
  const documents = read(text);
  if (documents.length === 1) return changed.toString({ lineWidth: 0 });
  const { contents } = documents[index] ?? {};
  const range = rangeOf(contents);
  if (!range) throw new Error("the document is empty");
  const body = stringify(changed.contents, { lineWidth: 0 }).trimEnd();
  return text.slice(0, range[0]) + body + text.slice(range[0] + contentLength(text, range));
}

function contentLength(text: string, range: readonly [number, number]): number {
  return contentEnd(text, range) - range[0];
}
