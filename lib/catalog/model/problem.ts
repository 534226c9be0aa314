/** Steps of ingest, in order; a problem and a failed verdict name one. */
export type Stage = "fetch" | "parse" | "validate" | "derive" | "merge" | "store";

/** What is wrong with a customer's file: a value, never an exception. */
export type Problem = {
  readonly stage: Stage;
  readonly code: string;
  /** Names the thing, the value and the form wanted. */
  readonly message: string;
  readonly fix: string;
  readonly severity: "error" | "warning";
  /** 1-based; column only where it helps. */
  readonly at: {
    readonly file: string;
    readonly line?: number | undefined;
    readonly column?: number | undefined;
  };
  /** The entity it concerns, where one could be told. */
  readonly entityRef?: string | undefined;
  /** For references and taken names: the ref that is meant. */
  readonly targetRef?: string | undefined;
};

/** A value's place inside a document: keys and array positions from the root. */
export type FieldPath = readonly (string | number)[];

/** What a check found, before it is known on which line the field stands. */
export type Issue = {
  readonly code: string;
  readonly path: FieldPath;
  readonly message: string;
  readonly fix: string;
};

/** JSON pointer of a path, the key under which positions are kept. */
export function pointerOf(path: FieldPath): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The path as people write it: `metadata.tags[2]`. */
export function fieldName(path: FieldPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : `${text}${text ? "." : ""}${visible(part)}`,
    "",
  );
}

/** Half of a surrogate pair: no well-formed text holds one. */
export const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text of a customer's file inside a message: one line, cut, control and direction characters made visible. */
export function visible(text: string, charactersMax = 80): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  const cut = shown.length > charactersMax ? `${shown.slice(0, charactersMax - 1)}…` : shown;
  // Postgres' jsonb refuses half a surrogate pair, which a cut may leave.
  return cut.replace(LONE_SURROGATE, "\ufffd");
}

/** A customer's value inside a message. */
export function quoted(value: unknown): string {
  return typeof value === "string" ? `"${visible(value)}"` : visible(JSON.stringify(value) ?? String(value));
}

/** What JSON calls it, with the article. */
export function typeName(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "empty (null)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

/** A value of another type than `wanted`. */
export function wrongType(path: FieldPath, value: unknown, wanted: string): Issue {
  const given =
    value === undefined || value === null || typeof value === "object"
      ? typeName(value)
      : `the ${typeof value} ${quoted(value)}`;
  const hint =
    typeof value === "number" || typeof value === "boolean" ? ` Put it in quotes: "${String(value)}".` : "";
  const fix =
    value === null ? `Give ${fieldName(path)} a value or remove the line.` : `Write ${wanted}.${hint}`;
  return { code: "wrong_type", path, message: `${fieldName(path)} must be ${wanted}, not ${given}`, fix };
}

/** A text that breaks the rule of its field. */
export function badFormat(path: FieldPath, value: unknown, rule: string, fix: string): Issue {
  return {
    code: "bad_format",
    path,
    message: `${fieldName(path)} ${quoted(value)} is not valid: ${rule}`,
    fix,
  };
}

/** True for a text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Why a value is not a text, or is an empty one. */
export function textIssue(value: unknown, path: FieldPath): Issue {
  if (typeof value !== "string") return wrongType(path, value, "a text");
  return {
    code: "empty_value",
    path,
    message: `${fieldName(path)} is empty`,
    fix: `Give ${fieldName(path)} a value or remove the line.`,
  };
}
