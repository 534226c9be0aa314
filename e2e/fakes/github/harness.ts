import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Octokit } from "octokit";
import { z } from "zod";
import {
  githubAppId,
  githubAppKey,
  githubClientId,
  githubClientSecret,
  githubWebhookSecret,
} from "../credentials";
import { startGithub } from "./index";

export interface Received {
  readonly event: string;
  readonly delivery: string;
  readonly signature: string;
  readonly body: string;
}

const installationShape = z.object({ id: z.number() });

/** The double, a portal that only listens, and the real Octokit between them; for this folder's tests. */
export async function startHarness() {
  const stateDir = mkdtempSync(join(tmpdir(), "fake-github-"));
  const received: Received[] = [];
  const answers = { status: 202 };
  const portal = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const header = (name: string) => String(request.headers[name] ?? "");
      received.push({
        event: header("x-github-event"),
        delivery: header("x-github-delivery"),
        signature: header("x-hub-signature-256"),
        body: Buffer.concat(parts).toString("utf8"),
      });
      response.writeHead(answers.status).end("ok");
    });
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  const address = portal.address();
  const webhookUrl = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  let github = await startGithub({ port: 0, stateDir, webhookUrl });
  let app = makeApp(github.url);

  function makeApp(url: string): App {
    // Octokit's own waiting would hide what the double answers.
    const settings = { baseUrl: `${url}/api/v3`, throttle: { enabled: false }, retry: { enabled: false } };
    return new App({
      appId: githubAppId,
      privateKey: githubAppKey(stateDir),
      oauth: { clientId: githubClientId, clientSecret: githubClientSecret },
      webhooks: { secret: githubWebhookSecret },
      Octokit: Octokit.defaults(settings),
    });
  }

  async function control(
    path: string,
    body?: unknown,
    method = body === undefined ? "GET" : "POST",
  ): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${github.url}/_control/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async function install(account: string, repositories?: readonly string[]) {
    const input = repositories === undefined ? { account } : { account, repositories };
    const { id } = installationShape.parse(await control("installations", input));
    const octokit = await app.getInstallationOctokit(id);
    const token = async () =>
      z.object({ token: z.string() }).parse(await octokit.auth({ type: "installation" })).token;
    return { id, octokit, token };
  }

  return {
    received,
    answers,
    control,
    install,
    url: () => github.url,
    app: () => app,
    /** Waits for what is on its way and forgets it. */
    async quiet(): Promise<void> {
      await control("webhooks/settled", {});
      received.length = 0;
    },
    async restart(): Promise<void> {
      await github.close();
      github = await startGithub({ port: 0, stateDir, webhookUrl });
      app = makeApp(github.url);
    },
    async close(): Promise<void> {
      await github.close();
      await new Promise((resolve) => portal.close(resolve));
      rmSync(stateDir, { recursive: true });
    },
  };
}

/** The HTTP status a call ended with. */
export async function statusOf(work: Promise<unknown>): Promise<number> {
  try {
    await work;
    return 200;
  } catch (cause) {
    return z.object({ status: z.number() }).parse(cause).status;
  }
}
