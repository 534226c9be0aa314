export type Resource = "core" | "graphql";

interface Bucket {
  limit: number;
  remaining: number;
  resetAtMs: number;
}

interface Minute {
  startedMs: number;
  points: number;
}

/** GitHub's primary and secondary limits, per installation, user or App. */
export interface Limits {
  /** Undefined: go on. Otherwise the refusal to send. */
  admit(key: string, resource: Resource): Response | undefined;
  charge(key: string, resource: Resource, points: number): void;
  refund(key: string): void;
  headers(key: string, resource: Resource): Record<string, string>;
  read(key: string, resource: Resource): Readonly<Bucket>;
  set(
    key: string,
    change: {
      readonly resource?: Resource | undefined;
      readonly limit?: number | undefined;
      readonly remaining?: number | undefined;
      readonly resetInSeconds?: number | undefined;
      readonly status?: 403 | 429 | undefined;
    },
  ): void;
  configure(change: {
    readonly concurrent?: number | undefined;
    readonly pointsPerMinute?: number | undefined;
    readonly graphqlPointsPerMinute?: number | undefined;
    readonly limit?: number | undefined;
  }): void;
  enter(key: string): () => void;
  maxConcurrent(): number;
}

function refusal(status: 403 | 429, message: string, headers: Record<string, string>): Response {
  return Response.json(
    {
      message,
      documentation_url: "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
      status: String(status),
    },
    { status, headers },
  );
}

export function createLimits(): Limits {
  const buckets = new Map<string, Bucket>();
  const minutes = new Map<string, Minute>();
  const running = new Map<string, number>();
  const settings = { concurrent: 100, limit: 5000, core: 900, graphql: 2000 };
  let status: 403 | 429 | undefined;
  let most = 0;

  function bucket(key: string, resource: Resource): Bucket {
    const name = `${key} ${resource}`;
    const known = buckets.get(name);
    if (known !== undefined && known.resetAtMs > Date.now()) return known;
    const fresh = { limit: settings.limit, remaining: settings.limit, resetAtMs: Date.now() + 3_600_000 };
    buckets.set(name, fresh);
    return fresh;
  }

  function minute(key: string, resource: Resource): Minute {
    const name = `${key} ${resource}`;
    const known = minutes.get(name);
    if (known !== undefined && Date.now() - known.startedMs < 60_000) return known;
    const fresh = { startedMs: Date.now(), points: 0 };
    minutes.set(name, fresh);
    return fresh;
  }

  function headers(key: string, resource: Resource): Record<string, string> {
    const { limit, remaining, resetAtMs } = bucket(key, resource);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used": String(limit - remaining),
      "x-ratelimit-reset": String(Math.ceil(resetAtMs / 1000)),
      "x-ratelimit-resource": resource,
    };
  }

  return {
    headers,
    read: bucket,
    admit(key, resource) {
      const secondary =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      if ((running.get(key) ?? 0) > settings.concurrent)
        return refusal(403, secondary, { "retry-after": "60", ...headers(key, resource) });
      const used = minute(key, resource);
      if (used.points >= settings[resource]) {
        const wait = Math.max(1, Math.ceil((used.startedMs + 60_000 - Date.now()) / 1000));
        return refusal(403, secondary, { "retry-after": String(wait), ...headers(key, resource) });
      }
      if (bucket(key, resource).remaining > 0) return undefined;
      const message = `API rate limit exceeded for ${key.replace(":", " ID ")}.`;
      // GraphQL says so in a 200, as GitHub documents; REST in a 403 or 429.
      if (resource === "graphql" && status === undefined) {
        return Response.json(
          { errors: [{ type: "RATE_LIMITED", message }] },
          { headers: headers(key, resource) },
        );
      }
      return refusal(status ?? 403, message, headers(key, resource));
    },
    charge(key, resource, points) {
      const target = bucket(key, resource);
      target.remaining = Math.max(0, target.remaining - points);
      minute(key, resource).points += resource === "graphql" ? 1 : points;
    },
    refund(key) {
      const target = bucket(key, "core");
      target.remaining = Math.min(target.limit, target.remaining + 1);
    },
    set(key, change) {
      status = change.status ?? status;
      for (const resource of change.resource === undefined
        ? (["core", "graphql"] as const)
        : [change.resource]) {
        const target = bucket(key, resource);
        target.limit = change.limit ?? target.limit;
        target.remaining = change.remaining ?? Math.min(target.remaining, target.limit);
        if (change.resetInSeconds !== undefined) target.resetAtMs = Date.now() + change.resetInSeconds * 1000;
      }
    },
    configure(change) {
      settings.concurrent = change.concurrent ?? settings.concurrent;
      settings.core = change.pointsPerMinute ?? settings.core;
      settings.graphql = change.graphqlPointsPerMinute ?? settings.graphql;
      settings.limit = change.limit ?? settings.limit;
    },
    enter(key) {
      const now = (running.get(key) ?? 0) + 1;
      running.set(key, now);
      most = Math.max(most, now);
      return () => running.set(key, (running.get(key) ?? 1) - 1);
    },
    maxConcurrent: () => most,
  };
}
