import type { TenantContext } from "@/lib/platform/context";
import { egressFetch } from "@/lib/platform/egress";
import { AppError, RetryAt } from "@/lib/platform/errors";
import type { Manifest, PluginAuth, PluginQuery, PluginRequest } from "@/lib/plugin-sdk";
import { fillRequest, type Values } from "./fill-request";
import type { GithubCall } from "./github-call";

const TIMEOUT_MS = 8_000;
const ANSWER_BYTES_MAX = 2 * 1024 * 1024;

export type Asking = {
  readonly manifest: Manifest;
  readonly query: PluginQuery;
  readonly values: Values;
  /** hosts that the consent covers, settings filled in; `github` among them or not */
  readonly hosts: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly callGithub: GithubCall;
};

/** Sends every request of a query side by side. @returns bodies by request name; a failed optional one is left out */
export async function askVendor(
  ctx: TenantContext,
  asking: Asking,
): Promise<Readonly<Record<string, unknown>>> {
  const entries = await Promise.all(
    Object.entries(asking.query.requests).map(async ([name, request]) => {
      try {
        return [[name, await send(ctx, asking, request)] as const];
      } catch (error) {
        if (request.optional && error instanceof AppError) return [];
        throw error;
      }
    }),
  );
  return Object.fromEntries(entries.flat());
}

async function send(ctx: TenantContext, asking: Asking, request: PluginRequest): Promise<unknown> {
  const { base, pathAndQuery } = fillRequest(request, asking.values);
  const host = base === "github" ? "github" : new URL(base).host;
  if (!asking.hosts.includes(host))
    throw new AppError("forbidden", `${asking.manifest.title} may not call ${host}: nobody agreed to that.`);
  return base === "github"
    ? sendToGithub(ctx, asking, pathAndQuery)
    : sendOut(asking, request, `${base}${pathAndQuery}`);
}

async function sendToGithub(ctx: TenantContext, asking: Asking, pathAndQuery: string): Promise<unknown> {
  const owner = asking.values.parts.owner ?? asking.values.annotation;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError("timeout", `GitHub did not answer within ${TIMEOUT_MS / 1_000} seconds.`)),
      TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([asking.callGithub(ctx, owner, pathAndQuery), late]);
  } catch (error) {
    if (error instanceof RetryAt)
      throw new AppError(
        "rate_limited",
        `GitHub asks to wait until ${error.at.toISOString().slice(11, 16)} UTC.`,
        { cause: error },
      );
    const status = error instanceof AppError ? error.details?.status : undefined;
    throw typeof status === "number" ? refusedWith(asking, status, error) : error;
  } finally {
    clearTimeout(timer);
  }
}

async function sendOut(asking: Asking, request: PluginRequest, url: string): Promise<unknown> {
  const headers = {
    accept: "application/json",
    ...request.headers,
    ...authHeader(asking.query.auth, asking.secrets),
  };
  const response = await egressFetch(url, {
    method: request.method,
    headers,
    timeoutMs: TIMEOUT_MS,
    maxBytes: ANSWER_BYTES_MAX,
  });
  if (response.status < 200 || response.status >= 300) throw refusedWith(asking, response.status, undefined);
  try {
    return JSON.parse(response.text);
  } catch (cause) {
    throw new AppError(
      "upstream_failed",
      `${asking.manifest.title} answered with something that is not JSON. Is the address right?`,
      { cause },
    );
  }
}

function authHeader(
  auth: PluginAuth,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  switch (auth.kind) {
    case "none":
    case "github-installation":
      return {};
    case "bearer":
      return { authorization: `Bearer ${secrets[auth.secret] ?? ""}` };
    case "basic-user":
      return { authorization: `Basic ${Buffer.from(`${secrets[auth.secret] ?? ""}:`).toString("base64")}` };
    default: {
      const missing: never = auth;
      return missing;
    }
  }
}

// The vendor's own text is not passed on: it may repeat what it was sent.
function refusedWith({ manifest, query, values }: Asking, status: number, cause: unknown): AppError {
  const said = query.problems[String(status)]?.replaceAll("{{annotation}}", values.annotation);
  const redirect =
    status >= 300 && status < 400
      ? " It points to another address, which is not followed: enter the final one."
      : "";
  const message =
    said ??
    (status === 0
      ? `${manifest.vendor} could not be reached.`
      : `${manifest.title} answered ${status}.${redirect}`);
  return new AppError(status === 429 ? "rate_limited" : "upstream_failed", message, {
    details: { status },
    cause,
  });
}
