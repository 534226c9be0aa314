import { z } from "zod";
import { AppError, messageOf } from "@/lib/platform/errors";
import type { Budget } from "./budget";
import { type InstallationClient, makeInstallationClient, type Pace } from "./installation-client";
import { type Answer, messageIn } from "./limits";
import { type GithubSettings, githubSettings } from "./settings";
import { makeTransport } from "./transport";

const installationSchema = z.object({
  id: z.number().int().positive(),
  account: z.object({ login: z.string(), id: z.number().int(), type: z.string().default("Organization") }),
  repository_selection: z.string().default("all"),
  permissions: z.record(z.string(), z.string()).default({}),
  suspended_at: z.string().nullish(),
});
const userInstallationsSchema = z.object({
  total_count: z.number().int(),
  installations: z.array(z.object({ id: z.number().int() })),
});
const accessTokenSchema = z.object({ access_token: z.string().min(1) });

/** An installation of our App as GitHub describes it. */
export type InstallationFacts = {
  readonly installationId: number;
  readonly accountLogin: string;
  readonly accountId: number;
  readonly accountType: string;
  readonly repositorySelection: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspended: boolean;
};

/** GitHub as the product uses it. Tests make one for a server of their own; everybody else calls `github()`. */
export type Github = {
  readonly settings: GithubSettings;
  /** the same client for the same installation, so that all its users share one budget and one token */
  readonly installation: (installationId: number, remembered?: Budget) => InstallationClient;
  readonly getInstallation: (installationId: number) => Promise<InstallationFacts>;
  /** Exchanges an OAuth code for a token of the person who brought it. */
  readonly exchangeCode: (code: string, redirectUri: string) => Promise<string>;
  /** Whether GitHub lists the installation among those the token's owner may see. */
  readonly listsInstallation: (userToken: string, installationId: number) => Promise<boolean>;
  /** Whether the token's owner administers the account: an owner of the organisation, or the person whose account it is. */
  readonly administers: (
    userToken: string,
    account: Pick<InstallationFacts, "accountLogin" | "accountId" | "accountType">,
  ) => Promise<boolean>;
};

const PAGES_MAX = 20;

function requireOk(route: string, answer: Answer): unknown {
  if (answer.status < 300) return answer.data;
  const code = answer.status === 404 ? "not_found" : answer.status === 403 ? "forbidden" : "upstream_failed";
  throw new AppError(
    code,
    `GitHub answered ${answer.status} to ${route}: ${messageIn(answer.data) || "no reason given"}.`,
    { details: { status: answer.status } },
  );
}

function parse<S extends z.ZodType>(schema: S, route: string, data: unknown): z.infer<S> {
  const result = schema.safeParse(data);
  if (!result.success)
    throw new AppError("upstream_failed", `GitHub's answer to ${route} has not the documented form.`, {
      cause: result.error,
    });
  return result.data;
}

const REAL_PACE: Pace = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export function makeGithub(settings: GithubSettings, pace: Pace = REAL_PACE): Github {
  const transport = makeTransport(settings);
  const clients = new Map<number, InstallationClient>();

  async function once(route: string, send: () => Promise<Answer>): Promise<unknown> {
    try {
      return requireOk(route, await send());
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError("upstream_failed", `GitHub could not be reached: ${messageOf(error)}.`, {
        cause: error,
      });
    }
  }

  return {
    settings,
    installation(installationId, remembered) {
      const known = clients.get(installationId);
      if (known) return known;
      const made = makeInstallationClient(installationId, transport, pace, remembered);
      clients.set(installationId, made);
      return made;
    },
    async getInstallation(installationId) {
      const route = "GET /app/installations/{installation_id}";
      const found = parse(
        installationSchema,
        route,
        await once(route, () => transport.asApp(route, { installation_id: installationId })),
      );
      return {
        installationId: found.id,
        accountLogin: found.account.login,
        accountId: found.account.id,
        accountType: found.account.type,
        repositorySelection: found.repository_selection,
        permissions: found.permissions,
        suspended: Boolean(found.suspended_at),
      };
    },
    async exchangeCode(code, redirectUri) {
      const response = await fetch(`${settings.webUrl}/login/oauth/access_token`, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({
          client_id: settings.clientId,
          client_secret: settings.clientSecret,
          code,
          redirect_uri: redirectUri,
        }),
        signal: AbortSignal.timeout(15_000),
      }).catch((cause: unknown) => {
        throw new AppError(
          "upstream_failed",
          "GitHub could not be reached to confirm who you are. Try again.",
          { cause },
        );
      });
      const parsed = accessTokenSchema.safeParse(await response.json().catch(() => undefined));
      if (!parsed.success)
        throw new AppError(
          "forbidden",
          "GitHub did not confirm who you are: the code has expired or was used before. Try again.",
        );
      return parsed.data.access_token;
    },
    async listsInstallation(userToken, installationId) {
      const route = "GET /user/installations";
      let seen = 0;
      for (let page = 1; page <= PAGES_MAX; page += 1) {
        const data = await once(route, () => transport.withToken(userToken, route, { per_page: 100, page }));
        const { total_count, installations } = parse(userInstallationsSchema, route, data);
        if (installations.some((one) => one.id === installationId)) return true;
        seen += installations.length;
        if (installations.length === 0 || seen >= total_count) return false;
      }
      return false;
    },
    async administers(userToken, account) {
      if (account.accountType !== "Organization") {
        const self = z.object({ id: z.number().int() });
        return (
          parse(self, "GET /user", await once("GET /user", () => transport.withToken(userToken, "GET /user")))
            .id === account.accountId
        );
      }
      const route = "GET /user/memberships/orgs/{org}";
      const membership = await once(route, () =>
        transport.withToken(userToken, route, { org: account.accountLogin }),
      ).catch((error: unknown) => {
        if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden"))
          return undefined;
        throw error;
      });
      return z.object({ state: z.literal("active"), role: z.literal("admin") }).safeParse(membership).success;
    },
  };
}

let made: Github | undefined;

/** GitHub with this process's configuration. @throws AppError precondition - when the operator has not set it up */
export function github(): Github {
  made ??= makeGithub(githubSettings());
  return made;
}
