import { Hono } from "hono";
import { z } from "zod";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { listPage, messagePage } from "./page";
import { listenSmtp, smtpKnobsInput } from "./smtp";
import { keepMail, type Mail, type MailboxData } from "./store";

export interface MailboxOptions {
  /** SMTP listens here, the web page on the next port; 0 picks two free ones. */
  readonly port: number;
  readonly stateDir: string;
}

export interface RunningMailbox extends Running {
  readonly smtpUrl: string;
}

/** Starts the local mailbox: SMTP for the product, a page and a JSON list for people and tests. */
export async function startMailbox(options: MailboxOptions): Promise<RunningMailbox> {
  const file = openStateFile<MailboxData>(options.stateDir, "mailbox", { nextId: 1, messages: [] });
  let smtpKnobs = smtpKnobsInput.parse({});
  let refusalsLeft = Number.MAX_SAFE_INTEGER;
  const smtp = await listenSmtp({
    port: options.port,
    knobs: () => (refusalsLeft > 0 ? smtpKnobs : smtpKnobsInput.parse({})),
    tookOne() {
      refusalsLeft -= 1;
    },
    onMail: (parsed, recipients) => void keepMail(file, parsed, recipients),
  });

  const app = new Hono<NodeEnv>();
  const knobs = createKnobs();
  app.use(knobs.middleware);
  knobs.mount(app);
  const addressed = (to: string): readonly Mail[] =>
    file.data.messages.filter((mail) => to === "" || mail.to.some((one) => one.includes(to.toLowerCase())));
  app.get("/", (c) => c.html(listPage(addressed(c.req.query("to") ?? ""), c.req.query("to") ?? "")));
  app.get("/messages/:id", (c) => {
    const mail = file.data.messages.find((one) => one.id === c.req.param("id"));
    return mail === undefined ? c.notFound() : c.html(messagePage(mail));
  });
  app.get("/api/messages", (c) => c.json(addressed(c.req.query("to") ?? "")));
  app.delete("/api/messages", (c) => {
    file.data.messages = [];
    file.changed();
    return c.json({ ok: true });
  });
  app.post("/_control/smtp", async (c) => {
    const parsed = smtpKnobsInput.safeParse(await c.req.json());
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    smtpKnobs = parsed.data;
    refusalsLeft = parsed.data.repeat ?? Number.MAX_SAFE_INTEGER;
    return c.json(smtpKnobs);
  });

  const web = await serveApp(app, options.port === 0 ? 0 : options.port + 1).catch(async (cause: unknown) => {
    await smtp.close();
    throw cause;
  });
  return {
    url: web.url,
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    async close() {
      await smtp.close();
      await web.close();
      file.close();
    },
  };
}
