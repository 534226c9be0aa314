import { html } from "hono/html";
import { githubAppSlug } from "../../credentials";
import type { App } from "../app-env";
import type { Hub } from "../hub";
import { install, setPermissions, uninstall } from "../installations";
import { administered } from "../people";
import { gitHubPage, signedIn } from "./strip";

const offered = ["synth-50", "synth-200", "synth-1000"];

/** "Install Portico": who, which organisation, which repositories; then back to the portal's setup address. */
export function installPages(app: App, hub: Hub): void {
  app.get("/apps/:slug", (c) => c.redirect(`/apps/${c.req.param("slug")}/installations/new`));

  app.get("/apps/:slug/installations/new", (c) => {
    if (c.req.param("slug") !== githubAppSlug) return c.notFound();
    const user = signedIn(hub, c);
    const here = new URL(c.req.url);
    if (user === undefined)
      return c.redirect(`/login?return_to=${encodeURIComponent(here.pathname + here.search)}`);
    const state = c.req.query("state") ?? "";
    const own = administered(hub.world, user.login);
    const choices = user.login === "ada" ? [...new Set([...own, ...offered])] : own;
    const chosen = c.req.query("account");
    const org = chosen === undefined ? undefined : hub.world.findOrg(chosen);
    const signOut = html`<form method="post" action="/logout"><input type="hidden" name="return_to" value="${here.pathname + here.search}"><p class="muted">Signed in as <strong>${user.login}</strong> <button>Use another account</button></p></form>`;
    if (org === undefined || !administered(hub.world, user.login).includes(org.login)) {
      const list = choices.map((login) => {
        const installed = hub.findInstallation(login) === undefined ? "" : " · installed, configure";
        const query = new URLSearchParams({ state, account: login });
        return html`<a class="button person" href="${`?${query.toString()}`}"><span class="dot" aria-hidden="true">${login.slice(0, 1).toUpperCase()}</span><span>${login}<span class="muted">${installed}</span></span></a>`;
      });
      const other =
        user.login !== "ada"
          ? ""
          : html`<form method="get"><input type="hidden" name="state" value="${state}"><label for="account">Another size: synth-N makes an organisation of N repositories</label><div class="row"><input id="account" name="account" placeholder="synth-500"><button>Open</button></div></form>`;
      return c.html(
        gitHubPage(
          "Install Portico",
          html`<main class="narrow"><div class="card stack"><h1>Install Portico</h1><p class="muted">Where do you want to install Portico?</p>
${list.length === 0 ? html`<p class="problem">You administer no organisation, so you cannot install an App on one.</p>` : list}${other}${signOut}</div></main>`,
        ),
      );
    }
    const repos = [...org.repos.values()].slice(0, 300);
    return c.html(
      gitHubPage(
        `Install Portico on ${org.login}`,
        html`<main class="narrow"><div class="card stack"><h1>Install Portico on ${org.login}</h1>
<form method="post" action="/apps/${githubAppSlug}/installations" class="stack"><input type="hidden" name="state" value="${state}"><input type="hidden" name="account" value="${org.login}">
<fieldset style="border:0;padding:0;margin:0"><legend class="muted">For these repositories</legend>
<label><input type="radio" name="selection" value="all" checked style="width:auto"> All repositories (${org.repos.size})</label>
<label><input type="radio" name="selection" value="selected" style="width:auto"> Only select repositories</label>
<label for="repositories" class="muted">Repositories</label>
<select id="repositories" name="repositories" multiple size="8" style="width:100%;font:inherit">${repos.map((repo) => html`<option value="${repo.id}">${repo.name}${repo.private ? " (private)" : ""}</option>`)}</select></fieldset>
<p class="muted">with these permissions</p><ul class="muted"><li>Read access to metadata, code and members</li><li>Read access to actions, checks and pull requests</li></ul>
<button class="primary">Install</button></form>${signOut}</div></main>`,
      ),
    );
  });

  app.post("/apps/:slug/installations", async (c) => {
    const user = signedIn(hub, c);
    const form = await c.req.parseBody({ all: true });
    const account = String(form.account ?? "");
    if (user === undefined) return c.redirect("/login");
    if (!administered(hub.world, user.login).includes(account))
      return c.text("You do not administer this organisation.", 403);
    const given =
      form.repositories === undefined
        ? []
        : Array.isArray(form.repositories)
          ? form.repositories
          : [form.repositories];
    if (form.selection === "selected" && given.length === 0)
      return c.text("Select at least one repository.", 422);
    const known = hub.findInstallation(account);
    const installation = install(hub, {
      account,
      by: user.login,
      repositoryIds: form.selection === "selected" ? given.map(Number) : undefined,
    });
    const target = new URL(`${hub.portal()}/api/github/setup`);
    target.searchParams.set("installation_id", String(installation.id));
    target.searchParams.set("setup_action", known === undefined ? "install" : "update");
    if (typeof form.state === "string" && form.state !== "") target.searchParams.set("state", form.state);
    return c.redirect(target.toString());
  });

  app.get("/organizations/:org/settings/installations/:id", (c) => {
    const installation = hub.state.data.installations.find((one) => one.id === Number(c.req.param("id")));
    const user = signedIn(hub, c);
    if (user === undefined)
      return c.redirect(`/login?return_to=${encodeURIComponent(new URL(c.req.url).pathname)}`);
    if (installation === undefined || !administered(hub.world, user.login).includes(installation.account))
      return c.notFound();
    const covered =
      installation.selection === "all"
        ? "all repositories"
        : `${installation.repositoryIds.length} selected repositories`;
    return c.html(
      gitHubPage(
        "Portico",
        html`<main class="narrow"><div class="card stack"><h1>Portico on ${installation.account}</h1><p>Installed by ${installation.installedBy} on ${covered}.</p>
<p><a href="/apps/${githubAppSlug}/installations/new?account=${installation.account}">Change repository access</a></p>
<p class="muted">${Object.entries(installation.permissions)
          .map(([name, level]) => `${name}: ${level}`)
          .join(", ")}</p>
<form method="post" action="/organizations/${installation.account}/settings/installations/${installation.id}/permissions"><button>Allow pull requests (code and pull requests: write)</button></form>
<form method="post" action="/organizations/${installation.account}/settings/installations/${installation.id}/uninstall"><button class="danger">Uninstall</button></form></div></main>`,
      ),
    );
  });
  app.post("/organizations/:org/settings/installations/:id/permissions", (c) => {
    const installation = hub.state.data.installations.find((one) => one.id === Number(c.req.param("id")));
    const user = signedIn(hub, c);
    if (
      user === undefined ||
      installation === undefined ||
      !administered(hub.world, user.login).includes(installation.account)
    )
      return c.notFound();
    const more = { contents: "write", pull_requests: "write" } as const;
    setPermissions(hub, installation, { ...installation.permissions, ...more }, user.login);
    return c.redirect(`/organizations/${installation.account}/settings/installations/${installation.id}`);
  });
  app.post("/organizations/:org/settings/installations/:id/uninstall", (c) => {
    const installation = hub.state.data.installations.find((one) => one.id === Number(c.req.param("id")));
    const user = signedIn(hub, c);
    if (
      user === undefined ||
      installation === undefined ||
      !administered(hub.world, user.login).includes(installation.account)
    )
      return c.notFound();
    uninstall(hub, installation, user.login);
    return c.redirect(`/${installation.account}`);
  });
}
