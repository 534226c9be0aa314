import { type DocumentNode, execute, GraphQLError, getOperationAST, parse, validate } from "graphql";
import { z } from "zod";
import type { App } from "../app-env";
import { limitKey } from "../caller";
import type { Hub } from "../hub";
import { parseNodeId } from "../world/hash";
import { type Cost, measure } from "./bounds";
import { viewOrg, viewTeamById } from "./org-views";
import { type Scope, viewLogin } from "./people-views";
import { visibleRepo } from "./repo-views";
import { schema } from "./schema";

const requestBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});
const parsed = new Map<
  string,
  { readonly document: DocumentNode; readonly errors: readonly GraphQLError[] }
>();

/** Parsing and validating a large query takes longer than answering it; the portal sends the same few. */
function read(query: string) {
  const known = parsed.get(query);
  if (known !== undefined) return known;
  const document = parse(query);
  const made = { document, errors: validate(schema, document) };
  if (parsed.size > 200) parsed.clear();
  parsed.set(query, made);
  return made;
}

function missing(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

function rootOf(scope: Scope, cost: Cost): object {
  const { hub } = scope;
  const byId = (id: string): object | undefined => {
    const node = parseNodeId(id);
    if (node === undefined)
      return missing("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
    if (node.kind === "Repository")
      return (
        visibleRepo(scope, hub.world.findRepoById(node.id)) ??
        missing("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`)
      );
    if (node.kind === "Team") return viewTeamById(scope, node.id);
    const org = node.kind === "Organization" ? hub.world.findOrgById(node.id) : undefined;
    return org === undefined ? undefined : viewOrg(scope, org);
  };
  return {
    viewer: () => viewLogin(scope, scope.caller.kind === "user" ? scope.caller.login : "portico-local[bot]"),
    organization: ({ login }: { readonly login: string }) => {
      const org = hub.world.findOrg(login);
      if (org === undefined)
        throw missing("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
      return viewOrg(scope, org);
    },
    repositoryOwner: ({ login }: { readonly login: string }) => {
      const org = hub.world.findOrg(login);
      return org === undefined ? undefined : viewOrg(scope, org);
    },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repo = visibleRepo(scope, hub.world.findRepo(owner, name));
      if (repo === undefined)
        throw missing("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return repo;
    },
    user: ({ login }: { readonly login: string }) => viewLogin(scope, login),
    node: ({ id }: { readonly id: string }) => byId(id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => {
      if (ids.length > 100)
        throw missing(
          "ARGUMENT_LIMIT",
          `You may not provide more than 100 node ids; you provided ${ids.length}.`,
        );
      return ids.map(byId);
    },
    rateLimit: () => {
      const { limit, remaining, resetAtMs } = hub.limits.read(limitKey(scope.caller), "graphql");
      const left = Math.max(0, remaining - cost.points);
      return {
        limit,
        cost: cost.points,
        remaining: left,
        used: limit - left,
        resetAt: new Date(resetAtMs).toISOString(),
        nodeCount: cost.nodeCount,
      };
    },
  };
}

/** GitHub puts the error's kind beside the message, not under `extensions`. */
function toJson(error: GraphQLError): object {
  const { extensions, ...rest } = error.toJSON();
  return { ...(typeof extensions?.type === "string" ? { type: extensions.type } : {}), ...rest };
}

/** `POST /api/graphql` */
export function graphqlRoute(app: App, hub: Hub): void {
  app.post("/api/graphql", async (c) => {
    const caller = c.get("caller");
    if (caller.kind === "app")
      return c.json(
        {
          message: "Resource not accessible by integration",
          documentation_url: "https://docs.github.com/graphql",
        },
        403,
      );
    const body = requestBody.safeParse(await c.req.json());
    if (!body.success)
      return c.json({ errors: [{ message: "A query attribute must be specified and must be a string." }] });
    try {
      const { document, errors } = read(body.data.query);
      if (errors.length > 0) return c.json({ errors: errors.map(toJson) });
      const operation = getOperationAST(document, body.data.operationName);
      if (!operation) return c.json({ errors: [{ message: "No operation" }] });
      const variables = body.data.variables ?? {};
      const cost = measure(document, operation, variables);
      c.set("points", cost.points);
      const scope: Scope = { hub, caller, base: hub.url(), failing: c.get("failing"), viewOrg };
      const result = await execute({
        schema,
        document,
        rootValue: rootOf(scope, cost),
        variableValues: variables,
        operationName: body.data.operationName,
      });
      return c.json({
        data: result.data ?? null,
        ...(result.errors === undefined ? {} : { errors: result.errors.map(toJson) }),
      });
    } catch (cause) {
      if (cause instanceof GraphQLError) return c.json({ errors: [toJson(cause)] });
      throw cause;
    }
  });
}
