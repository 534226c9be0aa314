import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type RunningMailbox, startMailbox } from ".";

const shape = z.array(
  z.object({
    id: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    links: z.array(z.string()),
  }),
);

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let running: RunningMailbox;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "fake-mailbox-"));
  running = await startMailbox({ port: 0, stateDir });
});
afterAll(() => running.close());
beforeEach(async () => {
  await fetch(`${running.url}/api/messages`, { method: "DELETE" });
});

function send(to: string, subject: string, body: { readonly text?: string; readonly html?: string }) {
  return createTransport(running.smtpUrl).sendMail({
    from: "Portico <portico@localhost>",
    to,
    subject,
    ...body,
  });
}

async function messages(to = "") {
  return shape.parse(await (await fetch(`${running.url}/api/messages?to=${encodeURIComponent(to)}`)).json());
}

test("keeps mails newest first with their links, and lists them by recipient", async () => {
  await send("ada@acme.example", "Confirm your e-mail", {
    text: "Open http://localhost:3000/verify?token=a%20b.",
    html: '<p><a href="http://localhost:3000/verify?token=x&amp;next=%2F">Confirm</a></p>',
  });
  await send("gus@globex.example", "Später · ünïcode", { text: "plain http://localhost:3000/plain." });
  expect((await messages()).map((one) => one.subject)).toEqual(["Später · ünïcode", "Confirm your e-mail"]);
  const [mail] = await messages("ada@acme.example");
  expect(mail).toMatchObject({
    to: ["ada@acme.example"],
    links: ["http://localhost:3000/verify?token=x&next=%2F", "http://localhost:3000/verify?token=a%20b"],
  });
  const list = await (await fetch(running.url)).text();
  expect(list).toContain('href="http://localhost:3000/plain"');
  expect(await (await fetch(`${running.url}/messages/${mail?.id}`)).text()).toContain("Confirm your e-mail");
});

test("shows what a mail says without running it", async () => {
  await send("ada@acme.example", "<script>alert(1)</script>", { html: "<script>alert(2)</script>" });
  const [mail] = await messages();
  for (const path of ["/", `/messages/${mail?.id}`]) {
    expect(await (await fetch(running.url + path)).text()).not.toMatch(/<script>alert/);
  }
});

test("refuses recipients when told, as often as told", async () => {
  await fetch(`${running.url}/_control/smtp`, {
    method: "POST",
    body: JSON.stringify({ rejectCode: 451, repeat: 1 }),
  });
  await expect(send("ada@acme.example", "First try", { text: "x" })).rejects.toMatchObject({
    responseCode: 451,
  });
  await send("ada@acme.example", "Second try", { text: "x" });
  expect((await messages()).map((one) => one.subject)).toEqual(["Second try"]);
});

test("keeps its mails over a restart", async () => {
  await send("ada@acme.example", "Kept", { text: "x" });
  await running.close();
  running = await startMailbox({ port: 0, stateDir });
  expect((await messages()).map((one) => one.subject)).toEqual(["Kept"]);
});
