import { AppError } from "@/lib/platform/errors";
import { type EvaluationProblem, openMapper } from "@/lib/platform/sandbox";
import type { Definition, HttpInput } from "../model/definition";
import { inTurn } from "../preview/in-turn";
import { placeIn, withPrelude } from "./map-records";

type Expression = {
  /** as a sentence begins: `The mapping of the read "services"` */
  readonly what: string;
  readonly text: string;
  /** mappings and keys may use $name, $ref and the like */
  readonly ofRecords: boolean;
};

function httpExpressions({ auth, reads }: HttpInput): readonly Expression[] {
  const token: readonly Expression[] =
    auth.kind === "exchange"
      ? [{ what: "The token's expression of the sign-in", text: auth.token, ofRecords: false }]
      : [];
  const ofReads = reads.flatMap(({ name, items, paging, mapping, key }): readonly Expression[] => {
    const of = (what: string, text: string | undefined, ofRecords: boolean): readonly Expression[] =>
      text === undefined ? [] : [{ what: `The ${what} of the read "${name}"`, text, ofRecords }];
    const next = paging.kind === "cursor" ? paging.next : undefined;
    return [
      ...of("records' expression", items, false),
      ...of("next page's expression", next, false),
      ...of("mapping", mapping, true),
      ...of("key", key, true),
    ];
  });
  return [...token, ...ofReads];
}

function expressionsOf({ input }: Definition): readonly Expression[] {
  const all = input.kind === "http" ? httpExpressions(input) : uploadExpressions(input.mapping);
  return all.filter(({ text }) => text !== "$");
}

function uploadExpressions(
  mapping: Extract<Definition["input"], { kind: "upload" }>["mapping"],
): readonly Expression[] {
  if (mapping.kind !== "expression") return [];
  return [
    { what: "The records' expression of the file", text: mapping.items, ofRecords: false },
    { what: "The mapping of the file", text: mapping.mapping, ofRecords: true },
  ];
}

// JavaScript's own refusal of a pattern has no code in JSONata.
function isUnreadable({ code, message }: EvaluationProblem): boolean {
  return code === "syntax" || (code === "failed" && message.startsWith("Invalid regular expression"));
}

/**
 * Reads every expression of a definition as a run would.
 *
 * @throws AppError invalid_input - one cannot be read: which, where, and what was expected
 */
export async function requireExpressions(definition: Definition): Promise<void> {
  const expressions = expressionsOf(definition);
  if (expressions.length === 0) return;
  const mapper = openMapper({ itemTimeoutMs: 500, memoryMb: 96 });
  const problems: string[] = [];
  try {
    for (const { what, text, ofRecords } of expressions) {
      const whole = ofRecords ? withPrelude(text) : text;
      // What it makes of nothing does not matter: it has been read by then.
      const [result] = await mapper.map(whole, [null]);
      const problem = result?.problem;
      if (problem && isUnreadable(problem))
        problems.push(
          `${what} cannot be read${placeIn(text, problem.position, ofRecords)}: ${problem.message}.`,
        );
    }
  } finally {
    mapper.close();
  }
  if (problems.length > 0)
    throw new AppError("invalid_input", `${problems.join(" ")} Correct the expression.`, {
      details: { problems },
    });
}

/** The same before a definition is saved; few at a time, as previews. @throws AppError invalid_input, rate_limited */
export function requireSavableExpressions(definition: Definition): Promise<void> {
  return inTurn(() => requireExpressions(definition));
}
