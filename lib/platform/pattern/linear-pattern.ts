import { type CharTest, PatternError, type PatternNode, parsePattern } from "./parse-pattern";

/** A pattern of a customer's, matched in time linear in the text whatever the two are. */
export type LinearPattern = { readonly source: string; readonly test: (text: string) => boolean };

/** States of the machine a pattern becomes; a repetition {n} counts n times. */
const STATES_MAX = 2_000;
/** States times characters that one match may visit, about 50 ms (2026-11-24). */
const STEPS_MAX = 5_000_000;

type State =
  | { readonly kind: "char"; readonly test: CharTest; next: number }
  | { readonly kind: "split"; next: number; other: number }
  | { readonly kind: "start" | "end" | "skip"; next: number }
  | { readonly kind: "match" };

/** Builds the states of a node in front of those that follow it. @returns where it begins */
function build(states: State[], node: PatternNode, next: number): number {
  const add = (state: State): number => {
    if (states.length >= STATES_MAX) throw new PatternError("it is too large: repetitions multiply");
    return states.push(state) - 1;
  };
  switch (node.kind) {
    case "char":
      return add({ kind: "char", test: node.test, next });
    case "start":
    case "end":
      return add({ kind: node.kind, next });
    case "empty":
      return next;
    case "sequence":
      return node.parts.reduceRight((after, part) => build(states, part, after), next);
    case "choice":
      return node.parts
        .map((part) => build(states, part, next))
        .reduceRight((other, one) => add({ kind: "split", next: one, other }));
    case "repeat": {
      let after = next;
      if (node.max === Number.POSITIVE_INFINITY) {
        const loop: State = { kind: "split", next, other: next };
        after = add(loop);
        loop.next = build(states, node.part, after);
      } else {
        for (let count = node.min; count < node.max; count += 1)
          after = add({ kind: "split", next: build(states, node.part, after), other: next });
      }
      for (let count = 0; count < node.min; count += 1) after = build(states, node.part, after);
      return after;
    }
    default: {
      const never: never = node;
      return never;
    }
  }
}

/**
 * Compiles a pattern of the common subset of JSON Schema's regular expressions. It matches anywhere in a text unless anchored.
 *
 * A text so long that states times characters pass five million does not match.
 *
 * @throws PatternError - a part that is not supported (look-around, back-references), or a pattern that is too large
 */
export function linearPattern(source: string): LinearPattern {
  const states: State[] = [{ kind: "match" }];
  const first = build(states, parsePattern(source), 0);
  return { source, test: (text) => matches(states, first, text) };
}

function matches(states: readonly State[], first: number, text: string): boolean {
  if (text.length * states.length > STEPS_MAX) return false;
  const points = [...text];
  let current: number[] = [];
  const seen = new Uint32Array(states.length);
  let round = 0;
  const enter = (list: number[], from: number, at: number): boolean => {
    const waiting = [from];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (seen[index] === round) continue;
      seen[index] = round;
      const state = states[index];
      if (!state) continue;
      if (state.kind === "match") return true;
      if (state.kind === "char") list.push(index);
      else if (state.kind === "split") waiting.push(state.other, state.next);
      else if (state.kind === "start" ? at === 0 : state.kind === "end" ? at === points.length : true)
        waiting.push(state.next);
    }
    return false;
  };
  for (let at = 0; at <= points.length; at += 1) {
    const next: number[] = [];
    round += 1;
    const code = points[at - 1]?.codePointAt(0) ?? 0;
    for (const index of current) {
      const state = states[index];
      if (state?.kind === "char" && state.test(code) && enter(next, state.next, at)) return true;
    }
    if (enter(next, first, at)) return true;
    current = next;
  }
  return false;
}
