import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

function readBuilt<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file))
    throw new Error(`There is no ${file}: run the tests from the folder the product was built in.`);
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Every route of the built product, such as `/[tenant]/catalog`. */
export function listRoutes(): readonly string[] {
  const routes = readBuilt(".next/app-path-routes-manifest.json", z.record(z.string(), z.string()));
  return [...new Set(Object.values(routes))].sort();
}

/** One operation of the machine API as its published document describes it. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  /** with the document's own examples in place of its parameters, `{tenant}` left */
  readonly path: string;
  readonly body: string | undefined;
};

const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(
    z
      .object({ name: z.string(), in: z.string(), example: z.unknown().optional() })
      .or(z.object({ $ref: z.string() })),
  ),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ example: z.unknown().optional() })) })
    .optional(),
});

/** Every operation of the machine API, which Next knows nothing of. */
export function listOperations(document: unknown): readonly Operation[] {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })
    .parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: parameters.reduce(
        (text, parameter) =>
          "in" in parameter && parameter.in === "path"
            ? text.replace(`{${parameter.name}}`, encodeURIComponent(String(parameter.example)))
            : text,
        path,
      ),
      body: requestBody && JSON.stringify(Object.values(requestBody.content)[0]?.example ?? {}),
    })),
  );
}

export type BuiltAction = {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly page: string;
};

/** Every Server Action of the built product, with one page that may call it. */
export function listActions(): readonly BuiltAction[] {
  const entry = z.object({
    filename: z.string(),
    exportedName: z.string(),
    workers: z.record(z.string(), z.unknown()),
  });
  const { node } = readBuilt(
    ".next/server/server-reference-manifest.json",
    z.object({ node: z.record(z.string(), entry) }),
  );
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: exportedName,
    file: filename,
    page: Object.keys(workers)[0] ?? "",
  }));
}

/** Route parameters beside the tenant; a route with one that is not here cannot be tried, and the test says so. */
export type RouteValues = Readonly<Record<string, string>>;

/**
 * An address of the route.
 *
 * @throws for a parameter without a value
 */
export function fillRoute(route: string, values: RouteValues): string {
  return route.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${route}: give [${name}] a value in this test`);
    return encodeURIComponent(value);
  });
}

/** `app/(portal)/[tenant]/settings/page` → `/[tenant]/settings`. */
export function routeOfPage(page: string): string {
  return `/${page
    .split("/")
    .slice(1, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join("/")}`;
}
