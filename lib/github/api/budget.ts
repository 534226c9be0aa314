import type { Answer } from "./limits";

export type LimitWindow = { readonly limit: number; readonly remaining: number; readonly resetAt: string };

/** What GitHub last said of one installation's limits, as the settings page shows it. */
export type Budget = {
  readonly core?: LimitWindow;
  readonly graphql?: LimitWindow;
  /** nobody calls for this installation before */
  readonly blockedUntil?: string;
  readonly cause?: string;
};

export type BudgetKeeper = {
  readonly read: () => Budget;
  readonly note: (answer: Answer) => void;
  readonly block: (until: Date, cause: string) => void;
  /** the moment until which calls are refused, if it is still to come */
  readonly blockedUntil: (now: Date) => Date | undefined;
  secondaryHits: number;
};

function windowIn(
  answer: Answer,
): { readonly resource: "core" | "graphql"; readonly window: LimitWindow } | undefined {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    Number(answer.headers[`x-ratelimit-${name}`]),
  );
  if (
    limit === undefined ||
    remaining === undefined ||
    reset === undefined ||
    ![limit, remaining, reset].every(Number.isFinite)
  )
    return undefined;
  return {
    resource: answer.headers["x-ratelimit-resource"] === "graphql" ? "graphql" : "core",
    window: { limit, remaining, resetAt: new Date(reset * 1000).toISOString() },
  };
}

/** Keeps one installation's budget in this process; `start` is what the database remembers of it. */
export function makeBudget(start: Budget = {}): BudgetKeeper {
  let budget = start;
  return {
    secondaryHits: 0,
    read: () => budget,
    note(answer) {
      const said = windowIn(answer);
      if (said) budget = { ...budget, [said.resource]: said.window };
    },
    block(until, cause) {
      budget = { ...budget, blockedUntil: until.toISOString(), cause };
    },
    blockedUntil(now) {
      const until = budget.blockedUntil ? new Date(budget.blockedUntil) : undefined;
      return until && until > now ? until : undefined;
    },
  };
}
