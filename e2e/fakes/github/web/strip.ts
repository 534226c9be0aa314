import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { type Markup, page } from "../../kit/page";
import type { Hub } from "../hub";
import { type DemoUser, findUser } from "../people";

export const cookieName = "fake_github_user";

export function gitHubPage(title: string, body: Markup): Markup {
  return page(
    `${title} · GitHub stand-in`,
    "Local stand-in for GitHub. Nothing here leaves this machine.",
    body,
  );
}

export function signedIn<E extends { Bindings: HttpBindings }>(
  hub: Hub,
  c: Context<E>,
): DemoUser | undefined {
  const login = getCookie(c, cookieName);
  return login === undefined ? undefined : findUser(hub.world, login);
}

/** Redirects leave only for this machine: a stand-in must never send a visitor elsewhere. */
export function isLocal(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(new URL(url).hostname);
}
