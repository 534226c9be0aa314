import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import { z } from "zod";
import { PERMISSIONS } from "@/lib/access";
import { isRawBody } from "../endpoint";
import { isRepeated, membersOf } from "../read-input";
import { ENDPOINTS } from "../registry";
import { openApiDocument } from "./document";
import { operationId } from "./operation";

const documentSchema = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), tags: z.array(z.string()) })),
  ),
  tags: z.array(z.object({ name: z.string() })),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
const whole = documentSchema.parse(openApiDocument(ENDPOINTS, { prefix: "/api/{tenant}" }));
const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
ajv.addSchema({ $id: "doc", components: whole.components });
const named = ENDPOINTS.map((endpoint) => ({ id: `${endpoint.method} ${endpoint.path}`, endpoint }));

it("names every registered endpoint once, and the event stream", () => {
  const documented = Object.entries(whole.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const registered = ENDPOINTS.map(({ method, path }) => `${method} /api/{tenant}${path}`);
  expect([...documented].sort()).toEqual([...registered, "GET /api/{tenant}/events"].sort());
  const ids = ENDPOINTS.map(operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

it("points at nothing that is not there", () => {
  const text = JSON.stringify(whole);
  const refs = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
  expect(refs.length).toBeGreaterThan(20);
  for (const [, section = "", name = ""] of refs)
    expect(Object.keys(whole.components[section] ?? {}), name).toContain(name);
  expect(text).not.toContain("$defs");
});

it("has a tenant's own addresses in its Backstage part, and no tenant parameter", () => {
  const part = openApiDocument(ENDPOINTS, {
    prefix: "/api/acme",
    only: ["Entities", "Locations"],
  });
  const { paths } = documentSchema.parse(part);
  expect(Object.keys(paths)).toContain("/api/acme/catalog/entities/by-query");
  expect(JSON.stringify(part)).not.toContain("components/parameters");
  expect(Object.keys(paths).some((path) => path.endsWith("/search"))).toBe(false);
});

// An example that does not work is worse than none: it is what people copy.
it.each(named)("$id: every example is taken by the schema it stands beside", ({ endpoint }) => {
  const { params, query, body, examples, answers } = endpoint;
  if (examples?.params !== undefined) (params ?? z.never()).parse(examples.params);
  if (examples?.query !== undefined) {
    const members = membersOf(query);
    const asText = Object.entries(examples.query as object).map(([name, value]) => [
      name,
      isRepeated(members[name] ?? z.never()) ? value : String(value),
    ]);
    (query ?? z.never()).parse(Object.fromEntries(asText));
  }
  if (examples?.body !== undefined)
    (body === undefined || isRawBody(body) ? z.never() : body).parse(examples.body);
  for (const answer of Object.values(answers))
    if (answer.example !== undefined) (answer.schema ?? z.never()).parse(answer.example);
});

it.each(named)("$id: its examples are valid by the published document too", ({ endpoint }) => {
  const operation = whole.paths[`/api/{tenant}${endpoint.path}`]?.[endpoint.method.toLowerCase()];
  const contents: { schema: unknown; example?: unknown }[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("schema" in value && "example" in value) contents.push(value as never);
    for (const part of Object.values(value)) collect(part);
  };
  collect(operation);
  for (const { schema, example } of contents) {
    const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components'));
    const validate = ajv.compile(located);
    expect(validate(example), JSON.stringify({ example, errors: validate.errors })).toBe(true);
  }
});

it.each(named)(
  "$id: can be read by a person: summary, scope that exists, parameters of its path",
  ({ endpoint }) => {
    expect(endpoint.summary).not.toBe("");
    if (endpoint.permission) expect(PERMISSIONS).toContain(endpoint.permission);
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(membersOf(endpoint.params)).sort()).toEqual([...inPath].sort());
    if (inPath.length > 0)
      expect(Object.keys(endpoint.examples?.params ?? {}).sort()).toEqual([...inPath].sort());
  },
);
