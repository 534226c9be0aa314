import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { App } from "../app-env";
import { covers } from "../caller";
import type { Hub } from "../hub";
import { ApiProblem, notFound } from "../problem";
import type { Installation, Permissions } from "../state";
import { formatApp, formatInstallation, formatRepo } from "./format";
import { paginate } from "./paging";

const tokenInput = z.object({
  repository_ids: z.array(z.number().int()).max(500).optional(),
  repositories: z.array(z.string()).max(500).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});

function narrow(installation: Installation, wanted: Permissions | undefined): Permissions {
  if (wanted === undefined) return installation.permissions;
  for (const [name, access] of Object.entries(wanted)) {
    const has = installation.permissions[name];
    if (has === undefined || (access === "write" && has === "read"))
      throw new ApiProblem(422, `The permissions requested are not granted to this installation.`);
  }
  return { metadata: "read", ...wanted };
}

/** Routes the App calls with its own JWT, and the one that lists what an installation covers. */
export function appRoutes(app: App, hub: Hub): void {
  const requireApp = (kind: string) => {
    if (kind !== "app") throw new ApiProblem(401, "A JSON web token could not be decoded");
  };
  const get = (id: string): Installation => {
    const found = hub.state.data.installations.find((one) => one.id === Number(id));
    if (found === undefined) throw notFound();
    return found;
  };
  const json = (installation: Installation) => {
    const org = hub.world.findOrg(installation.account);
    if (org === undefined) throw notFound();
    return formatInstallation(hub.url(), org, installation);
  };

  app.get("/api/v3/app", (c) => {
    requireApp(c.get("caller").kind);
    return c.json(formatApp(hub.url(), hub.state.data.installations.length));
  });
  app.get("/api/v3/app/installations", (c) => {
    requireApp(c.get("caller").kind);
    return c.json(paginate(c, hub.state.data.installations).map(json));
  });
  app.get("/api/v3/app/installations/:id", (c) => {
    requireApp(c.get("caller").kind);
    return c.json(json(get(c.req.param("id"))));
  });
  app.get("/api/v3/orgs/:org/installation", (c) => {
    requireApp(c.get("caller").kind);
    const installation = hub.findInstallation(c.req.param("org"));
    if (installation === undefined) throw notFound();
    return c.json(json(installation));
  });
  app.post("/api/v3/app/installations/:id/access_tokens", async (c) => {
    requireApp(c.get("caller").kind);
    const installation = get(c.req.param("id"));
    if (installation.suspendedAt !== undefined)
      throw new ApiProblem(403, "This installation has been suspended");
    const text = await c.req.text();
    const input = tokenInput.parse(text === "" ? {} : JSON.parse(text));
    const named = input.repositories?.flatMap(
      (name) => hub.world.findRepo(installation.account, name)?.id ?? [],
    );
    const repositoryIds = input.repository_ids ?? named;
    const permissions = narrow(installation, input.permissions);
    const token = `ghs_${randomBytes(18).toString("hex")}`;
    const expiresAtMs = Date.now() + 3_600_000;
    const { tokens } = hub.state.data;
    for (const [old, one] of Object.entries(tokens)) if (one.expiresAtMs < Date.now()) delete tokens[old];
    tokens[token] = { installationId: installation.id, expiresAtMs, permissions, repositoryIds };
    hub.state.changed();
    const expires = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, "Z");
    return c.json(
      {
        token,
        expires_at: expires,
        permissions,
        repository_selection: repositoryIds === undefined ? installation.selection : "selected",
      },
      201,
    );
  });
  app.get("/api/v3/installation/repositories", (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "installation")
      throw new ApiProblem(
        403,
        "You must authenticate with an installation access token in order to list repositories for an installation.",
      );
    const org = hub.world.findOrg(caller.installation.account);
    const repos = [...(org?.repos.values() ?? [])].filter((repo) => covers(caller, repo));
    return c.json({
      total_count: repos.length,
      repository_selection: caller.installation.selection,
      repositories: paginate(c, repos).map((repo) => formatRepo(hub.url(), repo, "pull")),
    });
  });
  app.delete("/api/v3/installation/token", (c) => {
    delete hub.state.data.tokens[c.req.header("authorization")?.split(" ")[1] ?? ""];
    hub.state.changed();
    return c.body(null, 204);
  });

  const summary = (delivery: (typeof hub.state.data.deliveries)[number]) => ({
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status:
      delivery.status >= 200 && delivery.status < 300
        ? "OK"
        : delivery.status <= 0
          ? "failed to connect to host"
          : "Invalid HTTP Response",
    status_code: Math.max(delivery.status, 0),
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installationId ?? null,
    repository_id: delivery.repositoryId ?? null,
  });
  app.get("/api/v3/app/hook/deliveries", (c) => {
    requireApp(c.get("caller").kind);
    const newest = [...hub.state.data.deliveries].reverse();
    const after = Number(c.req.query("cursor") ?? Number.POSITIVE_INFINITY);
    const size = Math.min(100, Number(c.req.query("per_page") ?? 30));
    const list = newest.filter((one) => one.id < after).slice(0, size);
    const oldest = list.at(-1);
    if (oldest !== undefined && list.length === size)
      c.header(
        "link",
        `<${hub.url()}/api/v3/app/hook/deliveries?per_page=${size}&cursor=${oldest.id}>; rel="next"`,
      );
    return c.json(list.map(summary));
  });
  app.get("/api/v3/app/hook/deliveries/:id", (c) => {
    requireApp(c.get("caller").kind);
    const delivery = hub.state.data.deliveries.find((one) => one.id === Number(c.req.param("id")));
    if (delivery === undefined) throw notFound();
    return c.json({
      ...summary(delivery),
      url: delivery.url,
      request: { headers: {}, payload: JSON.parse(delivery.body) },
      response: { headers: {}, payload: delivery.answer },
    });
  });
  app.post("/api/v3/app/hook/deliveries/:id/attempts", (c) => {
    requireApp(c.get("caller").kind);
    const delivery = hub.state.data.deliveries.find((one) => one.id === Number(c.req.param("id")));
    if (delivery === undefined) throw notFound();
    void hub.webhooks.redeliver(delivery);
    return c.json({}, 202);
  });
}
