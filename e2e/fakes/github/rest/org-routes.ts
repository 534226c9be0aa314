import type { App } from "../app-env";
import { canSee, requireMembership } from "../caller";
import type { Hub } from "../hub";
import { notFound } from "../problem";
import type { Org, Team } from "../world/types";
import { formatAccount, formatLogin, formatOrg, formatPerson, formatRepo, formatTeam } from "./format";
import { paginate } from "./paging";

/** Organisations, their members and teams. */
export function orgRoutes(app: App, hub: Hub): void {
  const base = () => hub.url();
  const team = (org: Org, slug: string): Team => {
    const found = org.teams.get(slug);
    if (found === undefined) throw notFound();
    return found;
  };

  app.get("/api/v3/orgs/:org", (c) => {
    const org = hub.world.findOrg(c.req.param("org"));
    if (org === undefined) throw notFound();
    return c.json(formatOrg(base(), org));
  });
  app.get("/api/v3/orgs/:org/repos", (c) => {
    const org = hub.world.findOrg(c.req.param("org"));
    if (org === undefined) throw notFound();
    const caller = c.get("caller");
    const sort = c.req.query("sort") ?? "created";
    const field =
      sort === "full_name"
        ? "NAME"
        : sort === "pushed"
          ? "PUSHED_AT"
          : sort === "updated"
            ? "UPDATED_AT"
            : "CREATED_AT";
    const descending = (c.req.query("direction") ?? (field === "NAME" ? "asc" : "desc")) === "desc";
    const repos = hub.world.sorted(org, field, descending).filter((repo) => canSee(caller, repo));
    return c.json(paginate(c, repos).map((repo) => formatRepo(base(), repo, "pull")));
  });
  app.get("/api/v3/orgs/:org/members", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    const role = c.req.query("role");
    const people = [...org.people.values()].filter(
      (person) => role === undefined || role === "all" || org.roles.get(person.login) === role,
    );
    return c.json(paginate(c, people).map((person) => formatAccount(base(), person, "User")));
  });
  app.get("/api/v3/orgs/:org/memberships/:login", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    const role = org.roles.get(c.req.param("login"));
    if (role === undefined) throw notFound();
    return c.json({
      state: "active",
      role,
      user: formatLogin(base(), c.req.param("login")),
      organization: formatAccount(base(), org, "Organization"),
    });
  });
  app.get("/api/v3/orgs/:org/teams", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    return c.json(paginate(c, [...org.teams.values()]).map((one) => formatTeam(base(), org, one)));
  });
  app.get("/api/v3/orgs/:org/teams/:team", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    return c.json(formatTeam(base(), org, team(org, c.req.param("team"))));
  });
  app.get("/api/v3/orgs/:org/teams/:team/members", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    return c.json(
      paginate(c, [...team(org, c.req.param("team")).members.keys()]).map((login) =>
        formatLogin(base(), login),
      ),
    );
  });
  app.get("/api/v3/orgs/:org/teams/:team/repos", (c) => {
    const org = requireMembership(hub, c.get("caller"), c.req.param("org"));
    const grants = [...team(org, c.req.param("team")).repos];
    const rows = grants.flatMap(([id, permission]) => {
      const repo = hub.world.findRepoById(id);
      return repo === undefined || !canSee(c.get("caller"), repo)
        ? []
        : [formatRepo(base(), repo, permission)];
    });
    return c.json(paginate(c, rows));
  });
  app.get("/api/v3/users/:login", (c) => {
    const login = c.req.param("login");
    const person = hub.world
      .listOrgs()
      .map((org) => org.people.get(login))
      .find((one) => one !== undefined);
    if (person === undefined) throw notFound();
    return c.json(formatPerson(base(), person));
  });
}
