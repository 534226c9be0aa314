import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { ConfigSchema, Manifest } from "@/lib/plugin-sdk";

const ajv = new Ajv({ allErrors: true, coerceTypes: false, strict: false });
addFormats(ajv);
const compiled = new WeakMap<ConfigSchema, ValidateFunction>();

function validatorOf(schema: ConfigSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  // `enumNames` and `examples` are for the form; `format: textarea` is no format of ajv.
  const made = ajv.compile(
    JSON.parse(JSON.stringify(schema).replaceAll('"format":"textarea"', '"description":""')),
  );
  compiled.set(schema, made);
  return made;
}

function sentence(schema: ConfigSchema, error: ErrorObject): readonly [string, string] {
  const missing: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  const name = typeof missing === "string" ? missing : error.instancePath.slice(1);
  const title = schema.properties[name]?.title ?? name;
  if (error.keyword === "required") return [name, `${title} is needed.`];
  if (error.keyword === "additionalProperties") return [name, `${name} is no setting of this plugin.`];
  if (error.keyword === "format" || error.keyword === "pattern") {
    const example = schema.properties[name]?.examples?.[0];
    return [
      name,
      `${title} has another form than wanted${example === undefined ? "" : `, such as ${example}`}.`,
    ];
  }
  return [name, `${title} ${error.message ?? "is wrong"}.`];
}

/** What is wrong with settings, by property name; empty when they can be used. */
export function configProblems(manifest: Manifest, config: unknown): Readonly<Record<string, string>> {
  const validate = validatorOf(manifest.config);
  if (validate(config)) return {};
  return Object.fromEntries((validate.errors ?? []).map((error) => sentence(manifest.config, error)));
}
