import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { startMailbox } from "@/e2e/fakes/mailbox";
import { findMembership, listMemberships, readSession, removeMember, signOut } from "@/lib/identity";
import { asSystem } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { makeSignInBrowser } from "@/lib/testing/sign-in-browser";
import { upsertIdentity } from "../store/account-store";

type Mailbox = Awaited<ReturnType<typeof startMailbox>>;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "link-test-")) });
  vi.stubEnv("SMTP_URL", mailbox.smtpUrl);
});
afterAll(() => mailbox.close());

const freshAddress = () => `person-${Math.random().toString(36).slice(2)}@company.example`;
const mails = z.array(z.object({ text: z.string().optional() }).loose());

async function lastLink(email: string): Promise<string> {
  const reply = await fetch(`${mailbox.url}/api/messages?to=${encodeURIComponent(email)}`);
  const text = JSON.stringify(mails.parse(await reply.json()));
  const link = /http:\/\/localhost:3000\/sign-in\/link\?[^\s"\\<]+/.exec(text)?.[0] ?? "";
  return link.replaceAll("&#38;", "&");
}

/** The page behind the link sends the browser on to the callback with the same query. */
const toCallback = (link: string) => `/api/auth/callback/email${new URL(link).search}`;

async function signIn(email: string, browser = makeSignInBrowser()) {
  await browser.begin({ kind: "email", email });
  const link = await lastLink(email);
  return { browser, link, landed: await browser.open(toCallback(link)) };
}

it("signs in by the link and goes where it was meant to", async () => {
  const email = freshAddress();
  const { browser, landed } = await signIn(email);
  expect(landed).toBe("http://localhost:3000/acme");
  expect(await browser.session()).toMatchObject({ email, tenantId: undefined });
});

it("opens every tenant the person is a member of, and none after being removed", async () => {
  const [acme, globex] = [await makeTenant(), await makeTenant()];
  const { browser } = await signIn(freshAddress());
  const session = await browser.session();
  if (!session) throw new Error("no session");
  for (const tenant of [acme, globex]) {
    await asSystem("test", (db) =>
      db.sql("INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, 'viewer')", [
        tenant.ctx.tenantId,
        session.userId,
      ]),
    );
  }
  expect(await listMemberships(session)).toHaveLength(2);
  await removeMember(acme.ctx, { userId: session.userId });
  expect(await findMembership(session, acme.ctx.slug)).toBeUndefined();
  expect(await findMembership(session, globex.ctx.slug)).toBeDefined();
});

// A link lies in mail archives, logs and browser histories: used once, it must be worth nothing.
it("works once", async () => {
  const { link } = await signIn(freshAddress());
  const second = makeSignInBrowser();
  expect(await second.open(toCallback(link))).toContain("problem=link_expired");
  expect(second.sessionToken()).toBeUndefined();
});

it("works once even when it is opened twice at the same moment", async () => {
  const email = freshAddress();
  await makeSignInBrowser().begin({ kind: "email", email });
  const address = toCallback(await lastLink(email));
  const landed = await Promise.all([1, 2, 3, 4].map(() => makeSignInBrowser().open(address)));
  expect(landed.filter((where) => !where.includes("link_expired"))).toHaveLength(1);
});

it("ends after fifteen minutes", async () => {
  const email = freshAddress();
  const browser = makeSignInBrowser();
  await browser.begin({ kind: "email", email });
  const rows = await asSystem("test", (db) =>
    db.sql<{ seconds: number }>(
      "SELECT extract(epoch FROM expires_at - now())::int AS seconds FROM sign_in_token WHERE identifier = $1",
      [email],
    ),
  );
  expect(rows[0]?.seconds).toBeGreaterThan(890);
  expect(rows[0]?.seconds).toBeLessThanOrEqual(900);
  await asSystem("test", (db) =>
    db.sql("UPDATE sign_in_token SET expires_at = now() - interval '1 second' WHERE identifier = $1", [
      email,
    ]),
  );
  expect(await browser.open(toCallback(await lastLink(email)))).toContain("problem=link_expired");
});

it("is bound to the address it was sent to", async () => {
  const email = freshAddress();
  await makeSignInBrowser().begin({ kind: "email", email });
  const url = new URL(await lastLink(email));
  url.searchParams.set("email", freshAddress());
  expect(await makeSignInBrowser().open(toCallback(url.href))).toContain("problem=link_expired");
});

it("keeps only hashes in the database", async () => {
  const email = freshAddress();
  await makeSignInBrowser().begin({ kind: "email", email });
  const token = new URL(await lastLink(email)).searchParams.get("token") ?? "none";
  const rows = await asSystem("test", (db) =>
    db.sql("SELECT * FROM sign_in_token WHERE identifier = $1", [email]),
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});

// B9 (4) the other way round: an identity provider's user with this address must not open by somebody else's link.
it("does not open a user that another way of signing in made", async () => {
  const email = freshAddress();
  const other = await asSystem("test", (db) =>
    upsertIdentity(
      db,
      { provider: "github", issuer: "http://localhost", subject: email },
      { email, name: "G", image: undefined },
    ),
  );
  const { browser } = await signIn(email);
  expect((await browser.session())?.userId).not.toBe(other.id);
});

it("gives the same user at the second sign-in, in capitals too", async () => {
  const email = freshAddress();
  const first = await (await signIn(email)).browser.session();
  const browser = makeSignInBrowser();
  await browser.begin({ kind: "email", email: ` ${email.toUpperCase()} ` });
  await browser.open(toCallback(await lastLink(email)));
  expect((await browser.session())?.userId).toBe(first?.userId);
});

it("refuses a ninth link for one address, whoever asks", async () => {
  const email = freshAddress();
  const answers: string[] = [];
  for (let count = 0; count < 9; count += 1)
    answers.push(await makeSignInBrowser().begin({ kind: "email", email }));
  expect(answers.slice(0, 8).some((where) => where.includes("rate_limited"))).toBe(false);
  expect(answers[8]).toContain("problem=rate_limited");
});

it("ends with signing out", async () => {
  const { browser } = await signIn(freshAddress());
  const token = browser.sessionToken() ?? "";
  await signOut(token);
  expect(await readSession(token)).toBeUndefined();
});

it("says so when the mail server refuses", async () => {
  await fetch(`${mailbox.url}/_control/smtp`, {
    method: "POST",
    body: JSON.stringify({ rejectCode: 451, repeat: 1 }),
  });
  const landed = await makeSignInBrowser().begin({ kind: "email", email: freshAddress() });
  await fetch(`${mailbox.url}/_control/smtp`, { method: "POST", body: JSON.stringify({}) });
  expect(landed).toContain("problem=mail_failed");
});
