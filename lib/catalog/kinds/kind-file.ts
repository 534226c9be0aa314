import { parseDocument, stringify } from "yaml";
import { AppError } from "@/lib/platform/errors";
import { fieldName } from "../model/problem";
import type { KindDefinition } from "./definition";
import { checkDefinition } from "./definition-issues";

const FILE_BYTES_MAX = 256 * 1024;

/** A definition as a file, which kindFromFile reads back. */
export function kindFile(definition: KindDefinition): string {
  const { relations, columns, filters, ...rest } = definition;
  const lists = Object.entries({ relations, columns, filters }).filter(([, list]) => list.length > 0);
  return stringify({ ...rest, ...Object.fromEntries(lists) }, { lineWidth: 100 });
}

/**
 * Reads a definition from a file, YAML or JSON.
 *
 * @throws AppError invalid_input - naming the line, or each field that is wrong (`details.problems`)
 */
export function kindFromFile(text: string): KindDefinition {
  if (Buffer.byteLength(text) > FILE_BYTES_MAX)
    throw new AppError("invalid_input", `The file is larger than ${FILE_BYTES_MAX / 1024} KiB.`);
  const document = parseDocument(text, { schema: "core", uniqueKeys: true, logLevel: "silent" });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) {
    const line = broken.linePos?.[0].line;
    const message = broken.message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? "it is no YAML";
    throw new AppError(
      "invalid_input",
      `The file cannot be read${line === undefined ? "" : `, line ${line}`}: ${message}`,
    );
  }
  return parseDefinition(document.toJS({ maxAliasCount: 0 }));
}

/** @throws AppError invalid_input - each field that is wrong in `details.problems` */
export function parseDefinition(value: unknown): KindDefinition {
  const { definition, issues } = checkDefinition(value);
  if (definition) return definition;
  const problems = issues.map(({ path, message, fix }) => ({ field: fieldName(path), message, fix }));
  const first = problems.slice(0, 3).map((problem) => problem.message);
  throw new AppError("invalid_input", first.join("; "), { details: { problems } });
}
