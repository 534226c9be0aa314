import type { CatalogIndex } from "../catalog-index";

const KEPT_MAX = 300;

type Answers = { revision: number; readonly byQuestion: Map<string, unknown> };
const kept = new WeakMap<CatalogIndex, Answers>();

/**
 * An answer computed once per state of the catalog: repeated questions cost a lookup.
 *
 * @param question - names the kind of answer and all it depends on; one kind always gives one type
 */
export function answerOnce<T>(index: CatalogIndex, question: string, answer: () => T): T {
  let answers = kept.get(index);
  if (answers?.revision !== index.revision) {
    answers = { revision: index.revision, byQuestion: new Map() };
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
