import { z } from "zod";
import type { App } from "../app-env";
import type { Hub } from "../hub";
import { install, setPermissions, suspend, uninstall } from "../installations";
import type { Knobs } from "../knobs";
import { changeSchema } from "../world/change";
import { ImpossibleChange } from "../world/impossible-change";

const limitInput = z.strictObject({
  /** Left out: every installation. */
  installationId: z.number().int().optional(),
  login: z.string().optional(),
  resource: z.enum(["core", "graphql"]).optional(),
  limit: z.number().int().optional(),
  remaining: z.number().int().optional(),
  resetInSeconds: z.number().optional(),
  status: z.union([z.literal(403), z.literal(429)]).optional(),
});
const secondaryInput = z.strictObject({
  concurrent: z.number().int().optional(),
  pointsPerMinute: z.number().int().optional(),
  graphqlPointsPerMinute: z.number().int().optional(),
  limit: z.number().int().optional(),
});
const faultInput = z.strictObject({
  dropNext: z.number().int().optional(),
  copies: z.number().int().optional(),
  delayMs: z.number().int().optional(),
  paused: z.boolean().optional(),
});
const installInput = z.strictObject({
  account: z.string(),
  by: z.string().default("ada"),
  repositories: z.array(z.string()).optional(),
});
const editInput = z.strictObject({
  action: z.enum(["suspend", "unsuspend", "uninstall", "permissions"]),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
  by: z.string().default("ada"),
});

/** Doors for tests only; GitHub has none of them. */
export function controlRoutes(app: App, hub: Hub, knobs: Knobs): void {
  knobs.mount(app);

  app.get("/_control/health", (c) => c.json({ ok: true, url: hub.url(), portal: hub.portal() }));
  app.post("/_control/portal", async (c) => {
    hub.setPortal(z.strictObject({ url: z.string() }).parse(await c.req.json()).url);
    return c.json({ portal: hub.portal() });
  });
  app.get("/_control/orgs", (c) =>
    c.json(
      hub.world.listOrgs().map((org) => ({
        login: org.login,
        id: org.id,
        repositories: org.repos.size,
        members: org.people.size,
        teams: org.teams.size,
        installationId: hub.findInstallation(org.login)?.id,
      })),
    ),
  );
  app.get("/_control/orgs/:org", (c) => {
    const org = hub.world.findOrg(c.req.param("org"));
    if (org === undefined) return c.json({ error: "no such organisation" }, 404);
    const repos = [...org.repos.values()].map((repo) => ({
      id: repo.id,
      name: repo.name,
      private: repo.private,
      archived: repo.archived,
      pushedAt: repo.pushedAt,
    }));
    return c.json({
      login: org.login,
      id: org.id,
      members: [...org.roles].map(([login, role]) => ({ login, role })),
      teams: [...org.teams.keys()],
      repos,
    });
  });

  app.post("/_control/changes", async (c) => {
    const body: unknown = await c.req.json();
    const rows = z.array(changeSchema).safeParse(Array.isArray(body) ? body : [body]);
    if (!rows.success) return c.json({ error: z.prettifyError(rows.error) }, 400);
    const silent = c.req.query("silent") === "1";
    const sender = c.req.query("sender");
    try {
      const deliveries = rows.data.flatMap((change) =>
        hub.change(change, { silent, ...(sender === undefined ? {} : { sender }) }),
      );
      return c.json({ ok: true, deliveries });
    } catch (cause) {
      if (cause instanceof ImpossibleChange) return c.json({ error: cause.message }, 409);
      throw cause;
    }
  });

  app.get("/_control/installations", (c) => c.json(hub.state.data.installations));
  app.post("/_control/installations", async (c) => {
    const input = installInput.parse(await c.req.json());
    const org = hub.world.findOrg(input.account);
    if (org === undefined) return c.json({ error: `no organisation "${input.account}"` }, 404);
    const repositoryIds = input.repositories?.flatMap((name) => org.repos.get(name.toLowerCase())?.id ?? []);
    return c.json(install(hub, { account: org.login, by: input.by, repositoryIds }), 201);
  });
  app.post("/_control/installations/:id", async (c) => {
    const input = editInput.parse(await c.req.json());
    const installation = hub.state.data.installations.find((one) => one.id === Number(c.req.param("id")));
    if (installation === undefined) return c.json({ error: "no such installation" }, 404);
    if (input.action === "uninstall")
      return c.json({ ok: true, deliveries: [uninstall(hub, installation, input.by)] });
    if (input.action === "permissions")
      return c.json({
        ok: true,
        deliveries: [setPermissions(hub, installation, input.permissions ?? {}, input.by)],
      });
    return c.json({
      ok: true,
      deliveries: [suspend(hub, installation, input.action === "suspend", input.by)],
    });
  });
  app.delete("/_control/tokens", (c) => {
    // Revoked, not expired: the portal must mint anew on 401.
    const { tokens } = hub.state.data;
    for (const token of Object.keys(tokens)) delete tokens[token];
    hub.state.changed();
    return c.json({ ok: true });
  });

  app.post("/_control/limit", async (c) => {
    const { installationId, login, ...change } = limitInput.parse(await c.req.json());
    const all = hub.state.data.installations.map((one) => `installation:${one.id}`);
    const keys =
      installationId !== undefined
        ? [`installation:${installationId}`]
        : login !== undefined
          ? [`user:${login}`]
          : all;
    for (const key of keys) hub.limits.set(key, change);
    return c.json({ ok: true, keys });
  });
  app.post("/_control/secondary-limits", async (c) => {
    hub.limits.configure(secondaryInput.parse(await c.req.json()));
    return c.json({ ok: true });
  });

  app.get("/_control/requests", (c) =>
    c.json({ ...hub.traffic.report(), maxConcurrent: hub.limits.maxConcurrent() }),
  );
  app.post("/_control/requests/reset", (c) => {
    hub.traffic.reset();
    return c.json({ ok: true });
  });

  app.get("/_control/deliveries", (c) =>
    c.json(
      hub.state.data.deliveries.map(({ body, ...rest }) =>
        c.req.query("bodies") === "1" ? { ...rest, body } : rest,
      ),
    ),
  );
  app.post("/_control/redeliver", async (c) => {
    const { id } = z.strictObject({ id: z.union([z.string(), z.number()]) }).parse(await c.req.json());
    const delivery = hub.state.data.deliveries.findLast((one) => one.id === id || one.guid === id);
    if (delivery === undefined) return c.json({ error: "no such delivery" }, 404);
    const { body: _body, ...rest } = await hub.webhooks.redeliver(delivery);
    return c.json(rest);
  });
  app.post("/_control/webhooks", async (c) => {
    const { paused, ...faults } = faultInput.parse(await c.req.json());
    Object.assign(hub.webhooks.faults, faults);
    if (paused === true) hub.webhooks.faults.paused = true;
    if (paused === false) hub.webhooks.release();
    return c.json(hub.webhooks.faults);
  });
  app.post("/_control/webhooks/settled", async (c) => {
    await hub.webhooks.settled();
    return c.json({ ok: true });
  });
}
