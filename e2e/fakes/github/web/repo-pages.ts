import { html } from "hono/html";
import type { App } from "../app-env";
import type { Hub } from "../hub";
import { listFolder } from "../world/files";
import { findCommit } from "../world/refs";
import type { Repo } from "../world/types";
import { pullPages } from "./pull-pages";
import { gitHubPage } from "./strip";

const shownBytes = 400_000;

/** Where links from the portal lead: organisation, repository, folder, file, pull request and run. */
export function repoPages(app: App, hub: Hub): void {
  const title = (repo: Repo) =>
    html`<h1><a href="/${repo.owner.login}">${repo.owner.login}</a> / <a href="/${repo.owner.login}/${repo.name}">${repo.name}</a></h1>`;
  const find = (owner: string, name: string) => hub.world.findRepo(owner, name);

  app.get("/", (c) =>
    c.html(
      gitHubPage(
        "Organisations",
        html`<main class="wide"><div class="card"><h1>Organisations</h1><ul>${hub.world.listOrgs().map((org) => html`<li><a href="/${org.login}">${org.login}</a> <span class="muted">${org.repos.size} repositories</span></li>`)}</ul></div></main>`,
      ),
    ),
  );

  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/avatars/:file", (c) => {
    const login = c.req.param("file").replace(/\.svg$/, "");
    const hue = [...login].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 360;
    const letter = /^[a-z0-9]/i.exec(login)?.[0]?.toUpperCase() ?? "?";
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="hsl(${hue} 45% 42%)"/><text x="40" y="54" font-family="sans-serif" font-size="40" fill="#fff" text-anchor="middle">${letter}</text></svg>`;
    return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" });
  });

  app.get("/:owner", (c) => {
    const org = hub.world.findOrg(c.req.param("owner"));
    if (org === undefined) return c.notFound();
    const repos = hub.world.sorted(org, "PUSHED_AT", true).slice(0, 500);
    return c.html(
      gitHubPage(
        org.login,
        html`<main class="wide"><div class="card stack"><h1>${org.name}</h1><p class="muted">${org.description}</p>
<table><thead><tr><th>Repository</th><th>Language</th><th>Pushed</th></tr></thead><tbody>
${repos.map((repo) => html`<tr><td><a href="/${org.login}/${repo.name}">${repo.name}</a> ${repo.private ? "private" : ""} ${repo.archived ? "archived" : ""}<br><span class="muted">${repo.description ?? ""}</span></td><td>${Object.keys(repo.languages())[0] ?? ""}</td><td>${repo.pushedAt.slice(0, 10)}</td></tr>`)}
</tbody></table></div></main>`,
      ),
    );
  });
  app.get("/orgs/:owner/teams/:team", (c) => {
    const team = hub.world.findOrg(c.req.param("owner"))?.teams.get(c.req.param("team"));
    if (team === undefined) return c.notFound();
    return c.html(
      gitHubPage(
        team.name,
        html`<main class="narrow"><div class="card stack"><h1>${team.name}</h1><p class="muted">${team.description ?? ""}</p><ul>${[...team.members.keys()].map((login) => html`<li>${login}</li>`)}</ul></div></main>`,
      ),
    );
  });

  const folder = (repo: Repo, ref: string, path: string) => {
    const commit = findCommit(repo, ref);
    const entries = commit === undefined ? [] : listFolder(commit.files, path);
    if (entries === undefined) return undefined;
    const base = `/${repo.owner.login}/${repo.name}`;
    const readme = [...(commit?.files ?? [])].find(
      ([name]) => name.toLowerCase() === `${path === "" ? "" : `${path.toLowerCase()}/`}readme.md`,
    )?.[1];
    return gitHubPage(
      `${repo.owner.login}/${repo.name}`,
      html`<main class="wide"><div class="card stack">${title(repo)}<p class="muted">${repo.description ?? ""}${repo.archived ? " · archived" : ""}</p>
${commit === undefined ? html`<p class="notice">This repository is empty.</p>` : html`<p class="muted">${commit.message} · <code>${commit.sha.slice(0, 7)}</code> · ${commit.author.name}, ${commit.date.slice(0, 10)}</p>`}
<table><tbody>${entries.map((entry) => html`<tr><td>${entry.kind === "tree" ? "▸ " : ""}<a href="${base}/${entry.kind}/${ref}/${entry.path}">${entry.name}</a></td><td class="num muted">${entry.kind === "blob" ? entry.file.size : ""}</td></tr>`)}</tbody></table></div>
${readme === undefined ? "" : html`<div class="card"><pre style="white-space:pre-wrap;overflow-wrap:anywhere;margin:0">${readme.bytes().toString("utf8").slice(0, shownBytes)}</pre></div>`}</main>`,
    );
  };
  app.get("/:owner/:repo", (c) => {
    const repo = find(c.req.param("owner"), c.req.param("repo"));
    if (repo === undefined) return c.notFound();
    if (repo.name !== c.req.param("repo") || repo.owner.login !== c.req.param("owner"))
      return c.redirect(`/${repo.owner.login}/${repo.name}`, 301);
    const shown = folder(repo, repo.defaultBranch, "");
    return shown === undefined ? c.notFound() : c.html(shown);
  });
  app.get("/:owner/:repo/tree/:ref/:path{.*}", (c) => {
    const repo = find(c.req.param("owner"), c.req.param("repo"));
    const shown =
      repo === undefined
        ? undefined
        : folder(repo, c.req.param("ref"), c.req.param("path").replace(/\/$/, ""));
    return shown === undefined ? c.notFound() : c.html(shown);
  });
  app.get("/:owner/:repo/:view{blob|raw|edit}/:ref/:path{.+}", (c) => {
    const repo = find(c.req.param("owner"), c.req.param("repo"));
    const path = decodeURIComponent(c.req.param("path"));
    const file = repo === undefined ? undefined : findCommit(repo, c.req.param("ref"))?.files.get(path);
    if (repo === undefined || file === undefined) return c.notFound();
    if (c.req.param("view") === "raw") {
      const type = path.endsWith(".svg")
        ? "image/svg+xml"
        : file.binary
          ? "application/octet-stream"
          : "text/plain; charset=utf-8";
      return c.body(new Uint8Array(file.bytes()), 200, {
        "content-type": type,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
    }
    const text = file.binary ? "(binary)" : file.bytes().toString("utf8").slice(0, shownBytes);
    const lines = text
      .split("\n")
      .map(
        (line, i) =>
          html`<span id="L${i + 1}"><span class="muted" style="display:inline-block;width:4ch;text-align:right;margin-right:2ch">${i + 1}</span>${line}</span>\n`,
      );
    return c.html(
      gitHubPage(
        path,
        html`<main class="wide"><div class="card stack">${title(repo)}<p><code>${path}</code> <span class="muted">${file.size} bytes</span></p><pre style="overflow:auto;margin:0">${lines}</pre></div></main>`,
      ),
    );
  });
  pullPages(app, hub);
  app.get("/:owner/:repo/actions/runs/:id", (c) => {
    const repo = find(c.req.param("owner"), c.req.param("repo"));
    const run = repo?.runs().find((one) => one.id === Number(c.req.param("id")));
    if (repo === undefined || run === undefined) return c.notFound();
    return c.html(
      gitHubPage(
        run.workflow,
        html`<main class="wide"><div class="card stack">${title(repo)}<h2>${run.workflow} #${run.number}</h2><p class="muted">${run.conclusion ?? run.status} · ${run.branch}</p></div></main>`,
      ),
    );
  });
  app.get("/:owner/:repo/:page{pulls|actions|issues|commits|settings|graphs}", (c) =>
    c.redirect(`/${c.req.param("owner")}/${c.req.param("repo")}`),
  );
  app.get("/:owner/:repo/commit/:sha", (c) => {
    const repo = find(c.req.param("owner"), c.req.param("repo"));
    const commit = repo === undefined ? undefined : findCommit(repo, c.req.param("sha"));
    if (repo === undefined || commit === undefined) return c.notFound();
    return c.html(
      gitHubPage(
        commit.message,
        html`<main class="wide"><div class="card stack">${title(repo)}<h2>${commit.message}</h2><p class="muted">${commit.author.name} · ${commit.date} · <code>${commit.sha}</code></p></div></main>`,
      ),
    );
  });
}
