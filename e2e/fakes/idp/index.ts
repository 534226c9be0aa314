import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { Provider } from "oidc-provider";
import { z } from "zod";
import { idpClients } from "../credentials";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { createSigningKey, type SigningKey } from "./keys";
import { loginPage, lostLoginPage } from "./login-page";
import {
  type Person,
  personByEmail,
  personInput,
  putPerson,
  type RealmName,
  realmNames,
  seededPeople,
} from "./people";
import { createRealm, type PendingFaults } from "./realm";
import { tokenFaults } from "./token-fault";

export interface IdpOptions {
  readonly port: number;
  readonly stateDir: string;
}

interface IdpData {
  people: Record<RealmName, Person[]>;
  keys: Record<RealmName, SigningKey>;
  cookieKey: string;
}

interface RawEnv {
  Bindings: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };
}

const faultInput = z.strictObject({ fault: z.enum([...tokenFaults, "state", "redirect-iss"]).optional() });

/** Safe because only the node server below calls this app, and it always passes both. */
function raw(c: Context): RawEnv["Bindings"] {
  return c.env as RawEnv["Bindings"];
}

function mountLogin(
  app: Hono<NodeEnv>,
  realm: RealmName,
  provider: () => Provider,
  people: Person[],
  changed: () => void,
): void {
  app.get(`/${realm}/login/:uid`, async (c) => {
    try {
      const { uid, params } = await provider().interactionDetails(raw(c).incoming, raw(c).outgoing);
      return c.html(loginPage({ realm, uid, people, hint: String(params.login_hint ?? "") }));
    } catch {
      // The library throws when the login's cookie is gone; the page says what to do about it.
      return c.html(lostLoginPage(), 400);
    }
  });
  app.post(`/${realm}/login/:uid`, async (c) => {
    const form = await c.req.formData();
    const sub = String(form.get("sub") ?? "");
    const email = String(form.get("email") ?? "");
    const person =
      sub === ""
        ? /^\S+@\S+$/.test(email)
          ? personByEmail(realm, people, email)
          : undefined
        : people.find((one) => one.sub === sub);
    changed();
    if (person === undefined)
      return c.html(
        loginPage({
          realm,
          uid: c.req.param("uid"),
          people,
          hint: email,
          problem: "Enter an e-mail address, or pick a person.",
        }),
        400,
      );
    try {
      const next = await provider().interactionResult(raw(c).incoming, raw(c).outgoing, {
        login: { accountId: person.sub, remember: false },
      });
      return c.redirect(next, 303);
    } catch {
      return c.html(lostLoginPage(), 400);
    }
  });
}

function mountControl(app: Hono<NodeEnv>, data: IdpData, faults: PendingFaults, changed: () => void): void {
  app.get("/_control/users", (c) => c.json(data.people));
  app.post("/_control/users", async (c) => {
    const parsed = personInput.safeParse(await c.req.json());
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const { realm, ...claims } = parsed.data;
    const made = putPerson(data.people[realm], claims);
    changed();
    return c.json(made);
  });
  app.delete("/_control/users", (c) => {
    const fresh = seededPeople();
    for (const realm of realmNames) data.people[realm].splice(0, data.people[realm].length, ...fresh[realm]);
    changed();
    return c.json(data.people);
  });
  app.post("/_control/token", async (c) => {
    const parsed = faultInput.safeParse(await c.req.json());
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const { fault } = parsed.data;
    faults.redirect = fault === "state" || fault === "redirect-iss" ? fault : undefined;
    faults.token = fault === "state" || fault === "redirect-iss" ? undefined : fault;
    return c.json({ fault: fault ?? null });
  });
}

/** Starts the local identity provider: realms /acme and /globex, each an OpenID Connect issuer of its own. */
export async function startIdp(options: IdpOptions): Promise<Running> {
  const file = openStateFile<Partial<IdpData>>(options.stateDir, "idp", {});
  const data: IdpData = {
    people: file.data.people ?? seededPeople(),
    keys: file.data.keys ?? { acme: createSigningKey(), globex: createSigningKey() },
    cookieKey: file.data.cookieKey ?? randomBytes(32).toString("base64url"),
  };
  Object.assign(file.data, data);
  file.changed();

  const app = new Hono<NodeEnv>();
  const knobs = createKnobs();
  const faults: PendingFaults = { token: undefined, redirect: undefined };
  const providers = new Map<RealmName, Provider>();
  app.use(knobs.middleware);
  knobs.mount(app);
  mountControl(app, data, faults, file.changed);
  app.get("/", (c) => c.text("Portico's local identity provider. Issuers: /acme and /globex."));
  for (const client of idpClients) {
    const find = (): Provider => {
      const provider = providers.get(client.realm);
      if (provider === undefined) throw new Error(`The realm ${client.realm} is not ready yet.`);
      return provider;
    };
    mountLogin(app, client.realm, find, data.people[client.realm], file.changed);
    app.all(`/${client.realm}/*`, async (c) => {
      const { incoming, outgoing } = raw(c);
      const url = incoming.url ?? "/";
      // The library finds its mount point by comparing these two.
      Object.assign(incoming, { originalUrl: url, url: url.slice(client.realm.length + 1) });
      await find().callback()(incoming, outgoing);
      return RESPONSE_ALREADY_SENT;
    });
  }

  const running = await serveApp(app, options.port);
  for (const client of idpClients) {
    const { realm } = client;
    providers.set(
      realm,
      createRealm({
        issuer: `${running.url}/${realm}`,
        client,
        key: data.keys[realm],
        cookieKey: data.cookieKey,
        people: data.people[realm],
        faults,
      }),
    );
  }
  return {
    url: running.url,
    async close() {
      await running.close();
      file.close();
    },
  };
}
