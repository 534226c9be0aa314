import { z } from "zod";
import { AppError, messageOf, RetryAt } from "@/lib/platform/errors";
import { type Budget, type BudgetKeeper, makeBudget } from "./budget";
import { type Answer, readOutcome } from "./limits";
import type { Transport } from "./transport";

/** Time and pauses, given so that tests need not wait. */
export type Pace = { readonly now: () => Date; readonly sleep: (ms: number) => Promise<void> };

export type GraphqlError = {
  readonly message: string;
  readonly type?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
};

/** `data` and `errors` may come together: GitHub gives what it could read and says what it could not. */
export type GraphqlAnswer = { readonly data: unknown; readonly errors: readonly GraphqlError[] };

/** GitHub as one installation sees it: budget kept, limits respected, short outages ridden out. */
export type InstallationClient = {
  readonly installationId: number;
  readonly rest: (route: string, parameters?: Record<string, unknown>) => Promise<unknown>;
  readonly graphql: (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
  readonly budget: () => Budget;
  /** forgets the access token: the next one has the rights the installation was given since */
  readonly renew: () => void;
  /** requests sent so far, tokens and retries included */
  readonly requests: () => number;
};

const RETRY_PAUSES_MS = [500, 2_000, 5_000];
const CONCURRENCY_MAX = 8;
const TOKEN_SPARE_MS = 5 * 60_000;

const TOKEN_ROUTE = "POST /app/installations/{installation_id}/access_tokens";

type Token = { readonly text: string; readonly expiresAt: number };

const tokenSchema = z.object({ token: z.string().min(1), expires_at: z.string() });
const graphqlSchema = z.object({
  data: z.unknown(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        type: z.string().optional(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
});

/** The codes of a refusal that our callers tell apart. */
function refusal(route: string, answer: Answer, message: string): AppError {
  const code =
    answer.status === 404 || answer.status === 410
      ? "not_found"
      : answer.status === 403
        ? "forbidden"
        : "upstream_failed";
  return new AppError(code, `GitHub answered ${answer.status} to ${route}${message ? `: ${message}` : ""}.`, {
    details: { status: answer.status },
  });
}

function makeSemaphore(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  let active = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (active >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    active += 1;
    try {
      return await work();
    } finally {
      active -= 1;
      waiting.shift()?.();
    }
  };
}

/**
 * Makes the client of one installation.
 *
 * Its calls throw RetryAt for a limit (and send nothing more before that time), AppError not_found / forbidden for a refusal,
 * AppError upstream_failed when GitHub kept failing through the retries; `details.status` has the last status, 0 for no answer.
 */
export function makeInstallationClient(
  installationId: number,
  transport: Transport,
  pace: Pace,
  remembered?: Budget,
): InstallationClient {
  const budget: BudgetKeeper = makeBudget(remembered);
  const limited = makeSemaphore(CONCURRENCY_MAX);
  let requests = 0;
  let token: Token | undefined;
  let minting: Promise<Token> | undefined;

  async function call(
    route: string,
    sendOnce: () => Promise<Answer>,
    onToken: () => boolean,
  ): Promise<Answer> {
    let failure = { status: 0, message: "" };
    for (const pauseMs of [...RETRY_PAUSES_MS, undefined]) {
      const blocked = budget.blockedUntil(pace.now());
      if (blocked) throw new RetryAt(blocked, budget.read().cause ?? "GitHub asks to wait.");
      requests += 1;
      try {
        const answer = await sendOnce();
        budget.note(answer);
        const outcome = readOutcome(answer, pace.now(), budget.secondaryHits);
        switch (outcome.kind) {
          case "ok":
            budget.secondaryHits = 0;
            return answer;
          case "wait":
            if (outcome.limit === "secondary") budget.secondaryHits += 1;
            budget.block(outcome.until, outcome.message);
            throw new RetryAt(outcome.until, outcome.message);
          case "token":
            if (!onToken()) throw refusal(route, answer, "the App's credentials were refused");
            failure = { status: 401, message: "the access token was refused" };
            continue;
          case "refused":
            throw refusal(route, answer, outcome.message);
          case "retry":
            failure = { status: answer.status, message: outcome.message };
            break;
          default: {
            const missing: never = outcome;
            return missing;
          }
        }
      } catch (error) {
        if (error instanceof RetryAt || error instanceof AppError) throw error;
        failure = { status: 0, message: `GitHub could not be reached: ${messageOf(error)}.` };
      }
      if (pauseMs !== undefined) await pace.sleep(pauseMs);
    }
    throw new AppError("upstream_failed", failure.message, { details: { status: failure.status } });
  }

  async function mint(): Promise<Token> {
    const answer = await call(
      TOKEN_ROUTE,
      () => transport.asApp(TOKEN_ROUTE, { installation_id: installationId }),
      () => false,
    );
    const parsed = tokenSchema.safeParse(answer.data);
    if (!parsed.success)
      throw new AppError("upstream_failed", "GitHub's answer to a token request has no token.", {
        details: { status: answer.status },
      });
    return { text: parsed.data.token, expiresAt: Date.parse(parsed.data.expires_at) };
  }

  async function currentToken(): Promise<string> {
    if (token && token.expiresAt - TOKEN_SPARE_MS > pace.now().getTime()) return token.text;
    // Callers share one promise, so that a thousand of them at expiry mint one token.
    minting ??= mint().finally(() => {
      minting = undefined;
    });
    token = await minting;
    return token.text;
  }

  function send(route: string, parameters: Record<string, unknown> | undefined): Promise<Answer> {
    return limited(async () => {
      let used = "";
      let refreshed = false;
      return call(
        route,
        async () => {
          used = await currentToken();
          return transport.withToken(used, route, parameters);
        },
        () => {
          if (refreshed) return false;
          refreshed = true;
          // Another call may have replaced the refused token already; then that one is tried.
          if (token?.text === used) token = undefined;
          return true;
        },
      );
    });
  }

  return {
    installationId,
    budget: () => budget.read(),
    requests: () => requests,
    renew() {
      token = undefined;
    },
    rest: async (route, parameters) => (await send(route, parameters)).data,
    async graphql(query, variables = {}) {
      const answer = await send(transport.graphqlRoute, { query, variables });
      const parsed = graphqlSchema.safeParse(answer.data);
      if (!parsed.success)
        throw new AppError("upstream_failed", "GitHub's GraphQL answer has neither data nor errors.", {
          details: { status: answer.status },
        });
      const { data, errors = [] } = parsed.data;
      if ((data === null || data === undefined) && errors.length > 0) {
        // GitHub reports its own ten-second limit as 200 or 502 with such a text.
        throw new AppError(
          "upstream_failed",
          `GitHub's GraphQL API failed: ${errors[0]?.message ?? "no reason given"}.`,
          { details: { status: 502 } },
        );
      }
      return { data, errors };
    },
  };
}
