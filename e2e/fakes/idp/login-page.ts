import { html } from "hono/html";
import { type Markup, page } from "../kit/page";
import type { Person, RealmName } from "./people";
import { strip } from "./realm";

const titles: Readonly<Record<RealmName, string>> = { acme: "Acme", globex: "Globex" };

export interface LoginView {
  readonly realm: RealmName;
  readonly uid: string;
  readonly people: readonly Person[];
  readonly hint: string;
  readonly problem?: string;
}

/** The one page people see: pick who you are, or type an address. */
export function loginPage({ realm, uid, people, hint, problem }: LoginView): Markup {
  return page(
    `Sign in to ${titles[realm]}`,
    strip,
    html`<main class="narrow"><div class="card"><h1>Sign in to ${titles[realm]}</h1><p class="muted">to continue to Portico</p>
${problem === undefined ? "" : html`<div class="problem" role="alert">${problem}</div>`}
<form method="post" action="/${realm}/login/${uid}"><label for="email">Work email</label><input id="email" name="email" type="email" autocomplete="username" value="${hint}" placeholder="you@${realm}.example" required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" value="portico">
<p style="margin-top:16px"><button class="primary" type="submit">Sign in</button></p></form></div>
<div class="card"><h2>Or continue as</h2><form method="post" action="/${realm}/login/${uid}">
${people.map((one) => html`<button class="person" type="submit" name="sub" value="${one.sub}"><span class="dot" aria-hidden="true">${(one.name ?? one.sub).slice(0, 1).toUpperCase()}</span><span>${one.name ?? one.sub}<br><span class="muted" style="font-weight:400">${one.email ?? "no e-mail"}</span></span></button>`)}</form></div></main>`,
  );
}

/** What is left of a login whose cookie or time has run out. */
export function lostLoginPage(): Markup {
  return page(
    "Sign-in expired",
    strip,
    html`<main class="narrow"><div class="card stack"><h1>This sign-in has expired</h1><p>Go back to Portico and start again.</p></div></main>`,
  );
}
