import { type Definition, definitionSchema, type HttpInput } from "../model/definition";
import type { Sample } from "../preview/preview-mapping";
import type { Template } from "./template";

/** A template as the editor begins with it: its definition complete, and the first page of each read as a sample. */
export function readTemplate(template: Template):
  | {
      readonly definition: Definition;
      readonly input: HttpInput;
      readonly samples: Readonly<Record<string, Sample>>;
    }
  | undefined {
  const definition = definitionSchema.parse(template.definition);
  const { input } = definition;
  if (input.kind !== "http") return undefined;
  const samples = input.reads.flatMap((read): [string, Sample][] => {
    const [first] = template.samples[read.name] ?? [];
    return first === undefined ? [] : [[read.name, { kind: "answer", text: JSON.stringify(first, null, 2) }]];
  });
  return { definition, input, samples: Object.fromEntries(samples) };
}
