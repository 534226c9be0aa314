import { App, Octokit, RequestError } from "octokit";
import { boundedFetch } from "./bounded-fetch";
import type { Answer } from "./limits";
import type { GithubSettings } from "./settings";

const BOUNDS = { timeoutMs: 45_000, maxBytes: 64 * 1024 * 1024 };

type Sender = {
  request: (
    route: string,
    parameters?: Record<string, unknown>,
  ) => Promise<{ status: number; headers: object; data: unknown }>;
};

/** The three ways we speak to GitHub; nothing outside this folder knows Octokit. */
export type Transport = {
  /** signed with the App's key */
  readonly asApp: (route: string, parameters?: Record<string, unknown>) => Promise<Answer>;
  readonly withToken: (token: string, route: string, parameters?: Record<string, unknown>) => Promise<Answer>;
  readonly graphqlRoute: string;
};

function plainHeaders(headers: object): Answer["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === "number" ? value : String(value),
    ]),
  );
}

async function send(octokit: Sender, route: string, parameters: Record<string, unknown>): Promise<Answer> {
  try {
    const { status, headers, data } = await octokit.request(route, parameters);
    return { status, headers: plainHeaders(headers), data };
  } catch (error) {
    if (!(error instanceof RequestError) || !error.response) throw error;
    return { status: error.status, headers: plainHeaders(error.response.headers), data: error.response.data };
  }
}

/** Octokit without its own retries and throttling: those live in one place here, per installation, and can wait in the queue. */
export function makeTransport(settings: Pick<GithubSettings, "apiUrl" | "appId" | "privateKey">): Transport {
  const Thin = Octokit.defaults({
    baseUrl: settings.apiUrl,
    userAgent: "Portico",
    request: { fetch: boundedFetch(BOUNDS) },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const app = new App({ appId: settings.appId, privateKey: settings.privateKey, Octokit: Thin });
  const anonymous = new Thin();
  return {
    asApp: (route, parameters = {}) => send(app.octokit, route, parameters),
    withToken: (token, route, parameters = {}) =>
      send(anonymous, route, { ...parameters, headers: { authorization: `Bearer ${token}` } }),
    // GitHub Enterprise Server keeps REST under /api/v3 and GraphQL beside it.
    graphqlRoute: settings.apiUrl.endsWith("/api/v3")
      ? `POST ${settings.apiUrl.slice(0, -"/v3".length)}/graphql`
      : `POST ${settings.apiUrl}/graphql`,
  };
}
