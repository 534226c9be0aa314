import type { Derived } from "../../model/fragment";
import { type Facts, lineOf } from "./facts";

const DEPRECATED =
  /\b(deprecated|no longer maintained|not maintained|unmaintained|end of life|this (repository|project) (is|has been) archived)\b/i;
const EXPERIMENTAL =
  /\b(experimental|proof[- ]of[- ]concept|prototype|work in progress|hackathon)\b|\bPoC\b/i;
const EXPERIMENTAL_NAME =
  /(^|[-_.])(experiment|experimental|poc|prototype|sandbox|playground|spike|hackathon|demo)([-_.]|$)/i;

/** Lifecycle from the archive flag, topics, name, description and the README's head; production when nothing says otherwise. */
export function deriveLifecycle({ snapshot, readme }: Facts): Derived<string> {
  if (snapshot.archived)
    return { value: "deprecated", origin: { rule: "the repository is archived on GitHub" } };
  const topic = snapshot.topics.find((name) =>
    /^(deprecated|experimental|experiment|poc|prototype|archived)$/i.test(name),
  );
  if (topic)
    return {
      value: /^(deprecated|archived)$/i.test(topic) ? "deprecated" : "experimental",
      origin: { rule: `GitHub topic "${topic}"` },
    };
  const description = snapshot.description ?? "";
  const said = DEPRECATED.exec(description) ?? EXPERIMENTAL.exec(description);
  if (said)
    return {
      value: DEPRECATED.test(said[0]) ? "deprecated" : "experimental",
      origin: { rule: `GitHub description says "${said[0]}"` },
    };
  const part = EXPERIMENTAL_NAME.exec(snapshot.name);
  if (part)
    return { value: "experimental", origin: { rule: `the repository's name has "${part[2]}" in it` } };
  // Only the head: further down a README speaks of its dependencies and of single functions.
  const head = (readme?.text ?? "").slice(0, 600);
  const note = /(^|\n)[>#*\s!_[\]-]*(deprecated|archived|unmaintained|no longer maintained)\b/i.exec(head);
  if (note?.[2])
    return {
      value: "deprecated",
      origin: { rule: `the README says "${note[2]}"`, file: readme?.path, line: lineOf(head, note[2]) },
    };
  return { value: "production", origin: { rule: "not archived, and nothing says experimental" } };
}
