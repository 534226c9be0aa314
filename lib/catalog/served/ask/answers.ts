import type { CatalogIndex } from "../catalog-index";

const KEPT_MAX = 300;

type Answers = { readonly state: string; readonly byQuestion: Map<string, unknown> };
const kept = new WeakMap<CatalogIndex, Answers>();

/** Memory that the sets of entities among the answers take; the rest of an answer is small. */
export function answersBytes(index: CatalogIndex): number {
  let bytes = 0;
  for (const answer of kept.get(index)?.byQuestion.values() ?? []) bytes += setBytes(answer);
  return bytes;
}

function setBytes(answer: unknown): number {
  if (ArrayBuffer.isView(answer)) return answer.byteLength;
  const holdsSet = typeof answer === "object" && answer !== null && "bits" in answer;
  return holdsSet && ArrayBuffer.isView(answer.bits) ? answer.bits.byteLength : 0;
}

/**
 * An answer computed once per state of the catalog: repeated questions cost a lookup.
 *
 * @param question - names the kind of answer and all it depends on; one kind always gives one type
 */
export function answerOnce<T>(index: CatalogIndex, question: string, answer: () => T): T {
  // A column that is read now may know of values that a question answered before it was there did not find.
  const state = `${index.revision} ${index.columnsRead}`;
  let answers = kept.get(index);
  if (answers?.state !== state) {
    answers = { state, byQuestion: new Map() };
    kept.set(index, answers);
  }
  const known = answers.byQuestion;
  // The question names the kind, so what is kept under it has the kind's type.
  const value = known.has(question) ? (known.get(question) as T) : answer();
  known.delete(question);
  known.set(question, value);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT_MAX) break;
    known.delete(oldest);
  }
  return value;
}
