import { beginSignIn, handleAuth, readSession, SESSION_COOKIE, type SignInWay } from "@/lib/identity";
import { config } from "@/lib/platform/config";

type Jar = Map<string, string>;

function keep(jar: Jar, lines: readonly string[]): void {
  for (const line of lines) {
    const pair = line.split(";", 1)[0] ?? "";
    const at = pair.indexOf("=");
    const value = decodeURIComponent(pair.slice(at + 1));
    if (value === "" || /;\s*max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), value);
  }
}

/** A browser as far as sign-in needs one: it keeps the portal's cookies and walks through an identity provider by hand. */
export function makeSignInBrowser() {
  const portal: Jar = new Map();
  const elsewhere: Jar = new Map();
  const caller = { clientAddress: `test-${Math.random()}`, requestId: "test-request" };

  async function visit(url: string, init: RequestInit = {}): Promise<string> {
    const cookie = [...elsewhere].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: "manual" });
    keep(elsewhere, response.headers.getSetCookie());
    return new URL(response.headers.get("location") ?? url, url).href;
  }

  const browser = {
    portal,
    sessionToken: () => portal.get(SESSION_COOKIE()),
    session: async () => {
      const token = portal.get(SESSION_COOKIE());
      return token ? readSession(token) : undefined;
    },
    /** Starts a sign-in. @returns where the portal sends the browser */
    async begin(way: SignInWay, callbackUrl = `${config().PORTICO_URL}/acme`): Promise<string> {
      const reply = await beginSignIn(way, { callbackUrl, cookies: Object.fromEntries(portal), ...caller });
      keep(portal, reply.setCookies);
      return reply.location ?? "";
    },
    /** Opens an address of the portal's sign-in. @returns where it leads */
    async open(address: string): Promise<string> {
      const url = new URL(address, config().PORTICO_URL);
      const provider = url.pathname.split("/").at(-1);
      const query = Object.fromEntries(url.searchParams);
      const reply = await handleAuth(
        {
          action: "callback",
          provider,
          method: "GET",
          query,
          body: undefined,
          cookies: Object.fromEntries(portal),
        },
        caller,
      );
      keep(portal, reply.setCookies);
      return reply.location ?? "";
    },
    /** Signs in at the identity provider stand-in. @returns the address it sends the browser back to */
    async signInThere(authorizeUrl: string, who: { email: string } | { sub: string }): Promise<string> {
      // The provider would ask whoever is signed in there to leave first.
      elsewhere.clear();
      const login = await visit(authorizeUrl);
      await visit(login);
      const resume = await visit(login, { method: "POST", body: new URLSearchParams(who) });
      return visit(resume);
    },
  };
  return browser;
}
