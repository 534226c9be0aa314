import type { Hub } from "./hub";
import { appPermissions, type Installation, type Permissions } from "./state";
import { installationEvent, selectionEvent, type WebhookEvent, withCommon } from "./webhooks/events";
import { stableId } from "./world/hash";
import type { Org, Repo } from "./world/types";

const stamp = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

function send(hub: Hub, event: WebhookEvent, installation: Installation, sender: string): string {
  const payload = withCommon(hub.url(), hub.world, event, installation, sender);
  return hub.webhooks.send({
    event: event.event,
    action: typeof event.payload.action === "string" ? event.payload.action : undefined,
    installationId: installation.id,
    repositoryId: event.repositoryId,
    body: JSON.stringify(payload),
  });
}

function reposOf(org: Org, installation: Installation): Repo[] {
  return [...org.repos.values()].filter(
    (repo) => installation.selection === "all" || installation.repositoryIds.includes(repo.id),
  );
}

function requireOrg(hub: Hub, login: string): Org {
  const org = hub.world.findOrg(login);
  if (org === undefined) throw new Error(`no organisation "${login}"`);
  return org;
}

/** Installs the App, or changes what an existing installation covers. */
export function install(
  hub: Hub,
  input: {
    readonly account: string;
    readonly by: string;
    readonly repositoryIds: readonly number[] | undefined;
  },
): Installation {
  const org = requireOrg(hub, input.account);
  const known = hub.findInstallation(org.login);
  if (known !== undefined) {
    const before = new Set(reposOf(org, known).map((repo) => repo.id));
    known.selection = input.repositoryIds === undefined ? "all" : "selected";
    known.repositoryIds = input.repositoryIds ?? [];
    known.updatedAt = stamp();
    const after = reposOf(org, known);
    const added = after.filter((repo) => !before.has(repo.id));
    const removed = [...org.repos.values()].filter((repo) => before.has(repo.id) && !after.includes(repo));
    if (added.length > 0) send(hub, selectionEvent(org, known, added, []), known, input.by);
    if (removed.length > 0) send(hub, selectionEvent(org, known, [], removed), known, input.by);
    hub.state.changed();
    return known;
  }
  hub.state.data.counter += 1;
  const installation: Installation = {
    // A new number each time: an installation that was removed never comes back under its old one.
    id:
      40_000_000 +
      (stableId("installation", org.login, String(hub.state.data.counter), String(hub.state.data.epochMs)) %
        9_000_000),
    account: org.login,
    selection: input.repositoryIds === undefined ? "all" : "selected",
    repositoryIds: input.repositoryIds ?? [],
    permissions: appPermissions,
    suspendedAt: undefined,
    createdAt: stamp(),
    updatedAt: stamp(),
    installedBy: input.by,
  };
  hub.state.data.installations.push(installation);
  hub.state.changed();
  send(
    hub,
    installationEvent(hub.url(), org, installation, "created", reposOf(org, installation).slice(0, 1000)),
    installation,
    input.by,
  );
  return installation;
}

export function uninstall(hub: Hub, installation: Installation, by: string): string {
  const { installations, tokens } = hub.state.data;
  installations.splice(installations.indexOf(installation), 1);
  for (const [token, one] of Object.entries(tokens))
    if (one.installationId === installation.id) delete tokens[token];
  hub.state.changed();
  return send(
    hub,
    installationEvent(hub.url(), requireOrg(hub, installation.account), installation, "deleted", []),
    installation,
    by,
  );
}

export function suspend(hub: Hub, installation: Installation, suspended: boolean, by: string): string {
  installation.suspendedAt = suspended ? stamp() : undefined;
  installation.updatedAt = stamp();
  hub.state.changed();
  return send(
    hub,
    installationEvent(
      hub.url(),
      requireOrg(hub, installation.account),
      installation,
      suspended ? "suspend" : "unsuspend",
      [],
    ),
    installation,
    by,
  );
}

export function setPermissions(
  hub: Hub,
  installation: Installation,
  permissions: Permissions,
  by: string,
): string {
  installation.permissions = permissions;
  installation.updatedAt = stamp();
  hub.state.changed();
  return send(
    hub,
    installationEvent(
      hub.url(),
      requireOrg(hub, installation.account),
      installation,
      "new_permissions_accepted",
      [],
    ),
    installation,
    by,
  );
}
