import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import {
  githubAppId,
  githubAppKey,
  githubAppSlug,
  githubClientId,
  githubClientSecret,
} from "@/e2e/fakes/credentials";
import { startGithub } from "@/e2e/fakes/github";
import { type Github, makeGithub } from "@/lib/github";

/** A GitHub of the test's own, with its doors for faults, and our client for it, which does not really wait between retries. */
export type TestGithub = {
  readonly api: Github;
  readonly control: (path: string, body?: unknown, method?: string) => Promise<unknown>;
  readonly install: (account: string) => Promise<number>;
  /** requests since the last reset */
  readonly requests: () => Promise<number>;
  /** a client that knows nothing of earlier tokens and limits, as after a restart */
  readonly fresh: () => Github;
  readonly close: () => Promise<void>;
};

export async function startTestGithub(portalUrl = "http://127.0.0.1:1"): Promise<TestGithub> {
  const stateDir = mkdtempSync(join(tmpdir(), "portico-github-"));
  const server = await startGithub({ port: 0, stateDir });
  const settings = {
    apiUrl: `${server.url}/api/v3`,
    webUrl: server.url,
    appId: githubAppId,
    appSlug: githubAppSlug,
    privateKey: githubAppKey(stateDir),
    clientId: githubClientId,
    clientSecret: githubClientSecret,
    portalUrl,
  };
  const control: TestGithub["control"] = async (path, body, method = body === undefined ? "GET" : "POST") => {
    const answer = await fetch(`${server.url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const fresh = () => makeGithub(settings, { now: () => new Date(), sleep: async () => undefined });
  return {
    api: fresh(),
    fresh,
    control,
    install: async (account) =>
      z.object({ id: z.number() }).parse(await control("installations", { account })).id,
    requests: async () => z.object({ total: z.number() }).parse(await control("requests")).total,
    close: async () => {
      await server.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
