import type { Context } from "hono";
import { githubClientId, githubClientSecret } from "../../credentials";
import type { App, Env } from "../app-env";
import { canSee } from "../caller";
import type { Hub } from "../hub";
import { type DemoUser, findUser } from "../people";
import { ApiProblem, notFound } from "../problem";
import { formatAccount, formatInstallation, formatRepo } from "./format";
import { paginate } from "./paging";

/** Routes for a token a person gave the App. */
export function userRoutes(app: App, hub: Hub): void {
  const user = (c: Context<Env>): DemoUser => {
    const caller = c.get("caller");
    const found = caller.kind === "user" ? findUser(hub.world, caller.login) : undefined;
    if (found === undefined) throw new ApiProblem(403, "Resource not accessible by integration");
    return found;
  };
  const json = (one: DemoUser) => ({
    ...formatAccount(hub.url(), one, "User"),
    name: one.name,
    email: one.email,
    company: null,
    two_factor_authentication: true,
  });
  const role = (login: string, org: string) => hub.world.findOrg(org)?.roles.get(login);

  app.get("/api/v3/user", (c) => c.json(json(user(c))));
  app.get("/api/v3/user/emails", (c) => {
    const { email, login } = user(c);
    const emails = [
      { email, primary: true, verified: true, visibility: "private" },
      { email: `${login}@users.noreply.github.com`, primary: false, verified: true, visibility: null },
    ];
    return c.json(paginate(c, emails));
  });
  app.get("/api/v3/user/orgs", (c) => {
    const { login } = user(c);
    return c.json(
      paginate(
        c,
        hub.world.listOrgs().filter((org) => org.roles.has(login)),
      ).map((org) => formatAccount(hub.url(), org, "Organization")),
    );
  });
  app.get("/api/v3/user/memberships/orgs/:org", (c) => {
    const one = user(c);
    const org = hub.world.findOrg(c.req.param("org"));
    const has = role(one.login, c.req.param("org"));
    if (org === undefined || has === undefined) throw notFound();
    return c.json({
      state: "active",
      role: has,
      user: formatAccount(hub.url(), one, "User"),
      organization: formatAccount(hub.url(), org, "Organization"),
    });
  });
  app.get("/api/v3/user/installations", (c) => {
    const { login } = user(c);
    const own = hub.state.data.installations.filter((one) => role(login, one.account) === "admin");
    const rows = paginate(c, own).flatMap((one) => {
      const org = hub.world.findOrg(one.account);
      return org === undefined ? [] : [formatInstallation(hub.url(), org, one)];
    });
    return c.json({ total_count: own.length, installations: rows });
  });
  app.get("/api/v3/user/installations/:id/repositories", (c) => {
    const { login } = user(c);
    const installation = hub.state.data.installations.find((one) => one.id === Number(c.req.param("id")));
    const org = installation === undefined ? undefined : hub.world.findOrg(installation.account);
    if (installation === undefined || org === undefined || !org.roles.has(login)) throw notFound();
    const repos = [...org.repos.values()].filter(
      (repo) =>
        (installation.selection === "all" || installation.repositoryIds.includes(repo.id)) &&
        canSee(c.get("caller"), repo),
    );
    return c.json({
      total_count: repos.length,
      repositories: paginate(c, repos).map((repo) =>
        formatRepo(hub.url(), repo, org.roles.get(login) === "admin" ? "admin" : "push"),
      ),
    });
  });
  app.get("/api/v3/rate_limit", (c) => {
    const caller = c.get("caller");
    const key =
      caller.kind === "installation"
        ? `installation:${caller.installation.id}`
        : caller.kind === "user"
          ? `user:${caller.login}`
          : "app";
    const of = (resource: "core" | "graphql") => {
      const { limit, remaining, resetAtMs } = hub.limits.read(key, resource);
      return { limit, remaining, used: limit - remaining, reset: Math.ceil(resetAtMs / 1000) };
    };
    return c.json({ resources: { core: of("core"), graphql: of("graphql") }, rate: of("core") });
  });
}

/** Token check and revocation, which authenticate with the client secret instead of a token. */
export function applicationRoutes(app: App, hub: Hub): void {
  const token = async (c: Context<Env>): Promise<string> => {
    const expected = `Basic ${Buffer.from(`${githubClientId}:${githubClientSecret}`).toString("base64")}`;
    if (c.req.header("authorization") !== expected || c.req.param("client") !== githubClientId)
      throw new ApiProblem(401, "Requires authentication");
    const body: unknown = await c.req.json();
    const given =
      typeof body === "object" && body !== null && "access_token" in body ? String(body.access_token) : "";
    if (hub.state.data.userTokens[given] === undefined) throw notFound();
    return given;
  };
  app.post("/api/v3/applications/:client/token", async (c) => {
    const given = await token(c);
    const login = hub.state.data.userTokens[given]?.login ?? "";
    return c.json({
      token: given,
      app: { client_id: githubClientId, name: "Portico" },
      user: formatAccount(hub.url(), findUser(hub.world, login) ?? { login, id: 0 }, "User"),
    });
  });
  app.delete("/api/v3/applications/:client/token", async (c) => {
    delete hub.state.data.userTokens[await token(c)];
    hub.state.changed();
    return c.body(null, 204);
  });
}
