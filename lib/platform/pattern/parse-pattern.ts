/** One character of a text: a test over its code point. */
export type CharTest = (codePoint: number) => boolean;

export type PatternNode =
  | { readonly kind: "char"; readonly test: CharTest }
  | { readonly kind: "start" | "end" | "empty" }
  | { readonly kind: "sequence" | "choice"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly min: number; readonly max: number };

/** Why a pattern is not taken; the message is for the customer. */
export class PatternError extends Error {}

const REPEAT_MAX = 1_000;
const DEPTH_MAX = 20;
const isDigit: CharTest = (c) => c >= 48 && c <= 57;
const isWord: CharTest = (c) => isDigit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
const isSpace: CharTest = (c) => /\s/u.test(String.fromCodePoint(c));
const not =
  (test: CharTest): CharTest =>
  (c) =>
    !test(c);
const CLASSES: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

/** Reads a regular expression of the subset that can be matched in linear time: no look-around, no back-references. */
export function parsePattern(source: string): PatternNode {
  const characters = [...source];
  let at = 0;
  const peek = () => characters[at];
  const fail = (message: string): never => {
    throw new PatternError(`${message} (at character ${at + 1})`);
  };

  function choice(depth: number): PatternNode {
    if (depth > DEPTH_MAX) fail(`groups are nested deeper than ${DEPTH_MAX}`);
    const parts = [sequence(depth)];
    while (peek() === "|") {
      at += 1;
      parts.push(sequence(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "choice", parts };
  }

  function sequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (at < characters.length && peek() !== "|" && peek() !== ")") parts.push(repeated(depth));
    return { kind: "sequence", parts };
  }

  function repeated(depth: number): PatternNode {
    const part = single(depth);
    const range = quantifier();
    if (!range) return part;
    if (part.kind === "start" || part.kind === "end") fail("an anchor cannot be repeated");
    if (peek() === "?") at += 1;
    if (quantifier()) fail("two quantifiers follow each other");
    return { kind: "repeat", part, ...range };
  }

  function quantifier(): { readonly min: number; readonly max: number } | undefined {
    const mark = peek();
    if (mark === "*" || mark === "+" || mark === "?") {
      at += 1;
      return { min: mark === "+" ? 1 : 0, max: mark === "?" ? 1 : Number.POSITIVE_INFINITY };
    }
    if (mark !== "{") return undefined;
    const text = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(characters.slice(at, at + 12).join(""));
    if (!text) return fail('"{" begins no {n}, {n,} or {n,m}; write \\{ for the character');
    at += text[0].length;
    const min = Number(text[1]);
    const max = text[2] === undefined ? min : text[3] === "" ? Number.POSITIVE_INFINITY : Number(text[3]);
    if (min > REPEAT_MAX || (Number.isFinite(max) && max > REPEAT_MAX))
      fail(`more than ${REPEAT_MAX} repetitions`);
    if (max < min) fail("the second number is smaller than the first");
    return { min, max };
  }

  function single(depth: number): PatternNode {
    const mark = characters[at++] ?? "";
    if (mark === "^") return { kind: "start" };
    if (mark === "$") return { kind: "end" };
    if (mark === ".")
      return { kind: "char", test: (c) => c !== 10 && c !== 13 && c !== 0x2028 && c !== 0x2029 };
    if (mark === "(") return group(depth);
    if (mark === "[") return { kind: "char", test: set() };
    if (mark === "\\") return { kind: "char", test: escaped() };
    if (mark === "*" || mark === "+" || mark === "?" || mark === "{") {
      at -= 1;
      fail(`nothing stands before "${mark}"`);
    }
    return literal(mark);
  }

  function group(depth: number): PatternNode {
    if (peek() === "?") {
      if (characters[at + 1] !== ":") fail("look-around and named groups are not supported");
      at += 2;
    }
    const inner = choice(depth + 1);
    if (characters[at++] !== ")") fail("a group is not closed");
    return inner;
  }

  function escaped(): CharTest {
    const letter = characters[at++] ?? fail("the pattern ends with a backslash");
    const known = CLASSES[letter];
    if (known) return known;
    const code = codeOf(letter);
    return (c) => c === code;
  }

  function codeOf(letter: string): number {
    const control = CONTROLS[letter];
    if (control !== undefined) return control;
    if (letter === "u" || letter === "x") {
      const length = letter === "u" ? 4 : 2;
      const hex = characters.slice(at, at + length).join("");
      if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length !== length)
        fail(`\\${letter} needs ${length} hexadecimal digits`);
      at += length;
      return Number.parseInt(hex, 16);
    }
    if (/[a-zA-Z0-9]/.test(letter)) fail(`\\${letter} is not supported`);
    return letter.codePointAt(0) ?? 0;
  }

  function set(): CharTest {
    const negated = peek() === "^";
    if (negated) at += 1;
    const tests: CharTest[] = [];
    while (peek() !== "]") {
      if (at >= characters.length) fail("a [ is not closed");
      const first = member();
      if (typeof first === "number" && peek() === "-" && characters[at + 1] !== "]") {
        at += 1;
        const last = member();
        if (typeof last !== "number" || last < first) return fail("a range of characters is upside down");
        tests.push((c) => c >= first && c <= last);
      } else tests.push(typeof first === "number" ? (c) => c === first : first);
    }
    at += 1;
    const any: CharTest = (c) => tests.some((test) => test(c));
    return negated ? not(any) : any;
  }

  function member(): number | CharTest {
    const mark = characters[at++] ?? fail("a [ is not closed");
    if (mark !== "\\") return mark.codePointAt(0) ?? 0;
    const letter = characters[at++] ?? fail("the pattern ends with a backslash");
    return CLASSES[letter] ?? (letter === "b" ? 8 : codeOf(letter));
  }

  const tree = choice(0);
  if (at < characters.length) fail('a ")" closes nothing');
  return tree;
}

function literal(mark: string): PatternNode {
  const code = mark.codePointAt(0) ?? 0;
  return { kind: "char", test: (c) => c === code };
}
