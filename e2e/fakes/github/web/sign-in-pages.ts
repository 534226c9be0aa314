import { randomBytes } from "node:crypto";
import { deleteCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { githubClientId, githubClientSecret } from "../../credentials";
import type { App } from "../app-env";
import type { Hub } from "../hub";
import { listUsers } from "../people";
import { cookieName, gitHubPage, isLocal, signedIn } from "./strip";

interface Grant {
  readonly login: string;
  readonly redirectUri: string;
  readonly atMs: number;
}

const ownPath = (path: string | undefined) =>
  path?.startsWith("/") === true && !path.startsWith("//") ? path : "/";

/** Sign-in, and OAuth for the App: authorize page and token exchange. */
export function signInPages(app: App, hub: Hub): void {
  const codes = new Map<string, Grant>();
  const refreshTokens = new Map<string, string>();

  app.get("/login", (c) => {
    const back = ownPath(c.req.query("return_to"));
    const users = listUsers(hub.world).slice(0, 8);
    return c.html(
      gitHubPage(
        "Sign in",
        html`<main class="narrow"><div class="card"><h1>Sign in to GitHub</h1><p class="muted">Choose who you are. Passwords are left out here.</p>
<form method="post" action="/login"><input type="hidden" name="return_to" value="${back}">
${users.map((user) => html`<button class="person" name="login" value="${user.login}"><span class="dot" aria-hidden="true">${user.name.slice(0, 1)}</span><span>${user.name}<br><span class="muted">@${user.login} · ${user.email}</span></span></button>`)}
</form></div></main>`,
      ),
    );
  });
  app.post("/login", async (c) => {
    const form = await c.req.parseBody();
    setCookie(c, cookieName, String(form.login ?? ""), { httpOnly: true, sameSite: "Lax", path: "/" });
    return c.redirect(ownPath(typeof form.return_to === "string" ? form.return_to : undefined));
  });
  app.post("/logout", async (c) => {
    const form = await c.req.parseBody();
    deleteCookie(c, cookieName, { path: "/" });
    const back = ownPath(typeof form.return_to === "string" ? form.return_to : undefined);
    return c.redirect(`/login?return_to=${encodeURIComponent(back)}`);
  });

  app.get("/login/oauth/authorize", (c) => {
    const { client_id: clientId, redirect_uri: given, state = "" } = c.req.query();
    if (clientId !== githubClientId)
      return c.html(
        gitHubPage(
          "Not found",
          html`<main class="narrow"><div class="card"><h1>404</h1><p>No application has this client id.</p></div></main>`,
        ),
        404,
      );
    const redirectUri = given ?? `${hub.portal()}/api/github/callback`;
    if (!isLocal(redirectUri)) {
      const text = html`<main class="narrow"><div class="card"><h1>Be careful!</h1><p>The <code>redirect_uri</code> is not associated with this application.</p></div></main>`;
      return c.html(gitHubPage("Error", text), 400);
    }
    const user = signedIn(hub, c);
    const here = new URL(c.req.url);
    if (user === undefined)
      return c.redirect(`/login?return_to=${encodeURIComponent(here.pathname + here.search)}`);
    return c.html(
      gitHubPage(
        "Authorize Portico",
        html`<main class="narrow"><div class="card stack"><h1>Authorize Portico</h1>
<p>Portico would like to verify your GitHub identity (<strong>${user.login}</strong>), know which resources you can access, and act on your behalf.</p>
<form method="post" action="/login/oauth/authorize"><input type="hidden" name="redirect_uri" value="${redirectUri}"><input type="hidden" name="state" value="${state}">
<button class="primary" name="decision" value="allow">Authorize Portico</button></form>
<form method="post" action="/login/oauth/authorize"><input type="hidden" name="redirect_uri" value="${redirectUri}"><input type="hidden" name="state" value="${state}">
<button name="decision" value="deny">Cancel</button></form>
<form method="post" action="/logout"><input type="hidden" name="return_to" value="${here.pathname + here.search}"><button>Use another account</button></form></div></main>`,
      ),
    );
  });
  app.post("/login/oauth/authorize", async (c) => {
    const form = await c.req.parseBody();
    const user = signedIn(hub, c);
    const target = String(form.redirect_uri ?? "");
    if (user === undefined || !isLocal(target)) return c.redirect("/login");
    const url = new URL(target);
    if (typeof form.state === "string" && form.state !== "") url.searchParams.set("state", form.state);
    if (form.decision !== "allow") {
      url.searchParams.set("error", "access_denied");
      url.searchParams.set("error_description", "The user has denied your application access.");
      return c.redirect(url.toString());
    }
    const code = randomBytes(10).toString("hex");
    codes.set(code, { login: user.login, redirectUri: target, atMs: Date.now() });
    url.searchParams.set("code", code);
    return c.redirect(url.toString());
  });

  // As GitHub does, errors come with status 200 and an `error` field.
  app.post("/login/oauth/access_token", async (c) => {
    const type = c.req.header("content-type") ?? "";
    const body: Record<string, unknown> = type.includes("json")
      ? await c.req.json()
      : await c.req.parseBody();
    const input: Record<string, unknown> = { ...c.req.query(), ...body };
    const answer = (value: Record<string, string | number>) =>
      (c.req.header("accept") ?? "").includes("json")
        ? c.json(value)
        : c.body(new URLSearchParams(Object.entries(value).map(([k, v]) => [k, String(v)])).toString(), 200, {
            "content-type": "application/x-www-form-urlencoded",
          });
    if (input.client_id !== githubClientId || input.client_secret !== githubClientSecret) {
      return answer({
        error: "incorrect_client_credentials",
        error_description: "The client_id and/or client_secret passed are incorrect.",
      });
    }
    const code = String(input.code ?? "");
    const refresh = input.grant_type === "refresh_token" ? String(input.refresh_token ?? "") : "";
    const renewed = refreshTokens.get(refresh);
    refreshTokens.delete(refresh);
    const grant =
      codes.get(code) ??
      (renewed === undefined ? undefined : { login: renewed, redirectUri: "", atMs: Date.now() });
    codes.delete(code);
    if (grant === undefined || Date.now() - grant.atMs > 600_000)
      return answer({
        error: "bad_verification_code",
        error_description: "The code passed is incorrect or expired.",
      });
    if (
      typeof input.redirect_uri === "string" &&
      renewed === undefined &&
      input.redirect_uri !== grant.redirectUri
    ) {
      return answer({
        error: "redirect_uri_mismatch",
        error_description: "The redirect_uri MUST match the registered callback URL for this application.",
      });
    }
    const token = `ghu_${randomBytes(18).toString("hex")}`;
    hub.state.data.userTokens[token] = { login: grant.login, expiresAtMs: Date.now() + 28_800_000 };
    hub.state.changed();
    const refreshToken = `ghr_${randomBytes(18).toString("hex")}`;
    refreshTokens.set(refreshToken, grant.login);
    return answer({
      access_token: token,
      token_type: "bearer",
      scope: "",
      expires_in: 28_800,
      refresh_token: refreshToken,
      refresh_token_expires_in: 15_897_600,
    });
  });
}
