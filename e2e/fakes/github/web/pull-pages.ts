import type { Context } from "hono";
import { html } from "hono/html";
import type { App, Env } from "../app-env";
import type { Hub } from "../hub";
import { ImpossibleChange } from "../world/impossible-change";
import { filesOfPull, type PullFile } from "../world/pulls";
import { gitHubPage, signedIn } from "./strip";

const linesOf = (text: string) => text.split("\n");

/** What is left of two texts without the lines they begin and end with alike. */
function changedLines({ before, after }: PullFile): readonly string[] {
  const old = linesOf(before?.bytes().toString("utf8") ?? "");
  const now = linesOf(after?.bytes().toString("utf8") ?? "");
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const cut = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  return [...cut(old).map((line) => `-${line}`), ...cut(now).map((line) => `+${line}`)];
}

/** A pull request with its changed lines, and the button that merges it. */
export function pullPages(app: App, hub: Hub): void {
  const find = (c: Context<Env>) => {
    const repo = hub.world.findRepo(c.req.param("owner") ?? "", c.req.param("repo") ?? "");
    const pull = repo?.pulls().find((one) => one.number === Number(c.req.param("number")));
    return repo === undefined || pull === undefined ? undefined : { repo, pull };
  };

  app.get("/:owner/:repo/pull/:number", (c) => {
    const found = find(c);
    if (found === undefined) return c.notFound();
    const { repo, pull } = found;
    const base = `/${repo.owner.login}/${repo.name}`;
    const user = signedIn(hub, c);
    const files = filesOfPull(repo, pull);
    const merge =
      user === undefined
        ? html`<p><a href="/login?return_to=${encodeURIComponent(`${base}/pull/${pull.number}`)}">Sign in</a> to merge it.</p>`
        : html`<form method="post" action="${base}/pull/${pull.number}/merge"><button>Merge pull request</button></form>`;
    return c.html(
      gitHubPage(
        pull.title,
        html`<main class="wide"><div class="card stack"><h1><a href="/${repo.owner.login}">${repo.owner.login}</a> / <a href="${base}">${repo.name}</a></h1><h2>${pull.title} #${pull.number}</h2><p class="muted">${pull.mergedAt === undefined ? pull.state : "merged"} · ${pull.author}</p><p>${pull.body}</p>
${pull.state === "open" && files.length > 0 ? merge : ""}</div>
${files.map((file) => html`<div class="card"><h2><code>${file.path}</code></h2><pre aria-label="Changed lines of ${file.path}" style="overflow:auto;margin:0">${changedLines(file).join("\n")}</pre></div>`)}</main>`,
      ),
    );
  });
  app.post("/:owner/:repo/pull/:number/merge", (c) => {
    const found = find(c);
    const user = signedIn(hub, c);
    if (found === undefined || user === undefined) return c.notFound();
    const { repo, pull } = found;
    const { login } = repo.owner;
    try {
      hub.change(
        { kind: "merge-pull", org: login, repo: repo.name, number: pull.number, by: user.login },
        { sender: user.login },
      );
    } catch (cause) {
      if (!(cause instanceof ImpossibleChange)) throw cause;
      return c.text(cause.message, 409);
    }
    return c.redirect(`/${login}/${repo.name}/pull/${pull.number}`);
  });
}
