import { checkAppJwt } from "./app-jwt";
import type { Hub } from "./hub";
import { ApiProblem, notFound } from "./problem";
import type { Installation, InstallationToken } from "./state";
import type { Org, Repo } from "./world/types";

export type Caller =
  | { readonly kind: "app" }
  | { readonly kind: "installation"; readonly installation: Installation; readonly token: InstallationToken }
  | { readonly kind: "user"; readonly login: string };

/** Whose budget a request draws on. */
export function limitKey(caller: Caller): string {
  if (caller.kind === "app") return "app";
  return caller.kind === "installation" ? `installation:${caller.installation.id}` : `user:${caller.login}`;
}

const badCredentials = () => new ApiProblem(401, "Bad credentials");

/**
 * Who sends this request.
 *
 * @throws ApiProblem 401 or, for a suspended installation, 403
 */
export function readCaller(hub: Hub, authorization: string | undefined): Caller {
  if (authorization === undefined || authorization === "")
    throw new ApiProblem(401, "Requires authentication");
  const secret = /^(?:bearer|token)\s+(\S+)$/i.exec(authorization)?.[1];
  if (secret === undefined) throw badCredentials();
  if (secret.split(".").length === 3) {
    checkAppJwt(secret, hub.stateDir, Date.now() / 1000);
    return { kind: "app" };
  }
  const { tokens, userTokens, installations } = hub.state.data;
  const user = userTokens[secret];
  if (user !== undefined && user.expiresAtMs > Date.now()) return { kind: "user", login: user.login };
  const token = tokens[secret];
  if (token === undefined || token.expiresAtMs <= Date.now()) throw badCredentials();
  const installation = installations.find((one) => one.id === token.installationId);
  if (installation === undefined) throw badCredentials();
  if (installation.suspendedAt !== undefined)
    throw new ApiProblem(403, "This installation has been suspended");
  return { kind: "installation", installation, token };
}

/** Whether the App was given this repository, by the installation and by the narrower token. */
export function covers(caller: Extract<Caller, { kind: "installation" }>, repo: Repo): boolean {
  const { installation, token } = caller;
  if (repo.owner.login.toLowerCase() !== installation.account.toLowerCase()) return false;
  if (installation.selection === "selected" && !installation.repositoryIds.includes(repo.id)) return false;
  return token.repositoryIds === undefined || token.repositoryIds.includes(repo.id);
}

/** Whether every repository of an organisation is open to this caller. */
export function coversAll(caller: Caller, org: Org): boolean {
  if (caller.kind !== "installation") return false;
  const { installation, token } = caller;
  const own = installation.account.toLowerCase() === org.login.toLowerCase();
  return own && installation.selection === "all" && token.repositoryIds === undefined;
}

/** Public repositories are readable with any valid token, as on GitHub; private ones need a grant. */
export function canSee(caller: Caller, repo: Repo): boolean {
  if (caller.kind === "app") return false;
  if (!repo.private) return true;
  return caller.kind === "installation" ? covers(caller, repo) : repo.owner.roles.has(caller.login);
}

/** @throws ApiProblem 403 "Resource not accessible by integration" */
export function requirePermission(
  caller: Caller,
  permission: string,
  access: "read" | "write" = "read",
): void {
  if (caller.kind === "user") return;
  const given =
    caller.kind === "installation" ? (caller.token.permissions[permission] ?? undefined) : undefined;
  const current = caller.kind === "installation" ? caller.installation.permissions[permission] : undefined;
  const enough = (has: "read" | "write" | undefined) => has === "write" || has === access;
  if (!enough(given) || !enough(current)) throw new ApiProblem(403, "Resource not accessible by integration");
}

/** @throws ApiProblem 404 - unknown, or private to this caller */
export function requireRepo(hub: Hub, caller: Caller, owner: string, name: string): Repo {
  const repo = hub.world.findRepo(owner, name);
  if (repo === undefined || !canSee(caller, repo)) throw notFound();
  const moved =
    repo.owner.login.toLowerCase() !== owner.toLowerCase() || repo.name.toLowerCase() !== name.toLowerCase();
  if (moved) {
    const url = `${hub.url()}/api/v3/repositories/${repo.id}`;
    throw new ApiProblem(301, "Moved Permanently", { location: url }, { url });
  }
  return repo;
}

/** Members and teams are for the organisation's own installation and for its members. */
export function requireMembership(hub: Hub, caller: Caller, login: string): Org {
  const org = hub.world.findOrg(login);
  if (org === undefined) throw notFound();
  if (caller.kind === "user" && org.roles.has(caller.login)) return org;
  if (caller.kind === "installation" && caller.installation.account.toLowerCase() === login.toLowerCase()) {
    requirePermission(caller, "members");
    return org;
  }
  throw new ApiProblem(403, "Resource not accessible by integration");
}
