import { recordAudit } from "@/lib/audit";
import { config } from "@/lib/platform/config";
import { asSystem, withTenant } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { parseTenantId } from "@/lib/platform/types";
import { SESSION_COOKIE } from "../cookies";
import { connectionIdOfProvider } from "../sso/connection-id";
import { findEnabledConnection, type SignInConnection } from "../store/connection-store";
import { authOptions } from "./auth-options";
import type { SignInFlow } from "./flow";
import { problemOf, type SignInProblem } from "./problems";
import { mayNoteFailure } from "./rate-limit";
import { type AuthCall, type AuthReply, runAuth } from "./run-auth";

type Caller = { readonly clientAddress: string; readonly requestId: string };

// What next-auth calls its failures, where our own parts have not said it more exactly.
const CODES: Readonly<Record<string, SignInProblem>> = {
  Verification: "link_expired",
  AccessDenied: "access_denied",
  EmailSignin: "invalid_email",
  OAuthCallback: "flow_expired",
  Configuration: "configuration",
  configuration: "configuration",
};

/**
 * One request of the sign-in protocol: starts, e-mail links, and what GitHub and identity providers send back.
 *
 * @returns what to answer; a failure is a redirect to /sign-in/error with its cause by name
 */
export async function handleAuth(call: AuthCall, caller: Caller): Promise<AuthReply> {
  const connectionId = connectionIdOfProvider(call.provider ?? "");
  const connection =
    connectionId && (await asSystem("find-connection", (db) => findEnabledConnection(db, connectionId)));
  const flow: SignInFlow = {
    ...caller,
    connection: connection || undefined,
    previousToken: call.cookies[SESSION_COOKIE()],
    identity: undefined,
    problem: undefined,
    detail: undefined,
  };
  if (call.provider?.startsWith("sso-") && !connection) return failure(flow, "connection_unknown", []);
  const refusal = call.action === "callback" ? refusalIn(call.query) : undefined;
  if (refusal) return noteFailure(flow, refusal.problem, refusal.detail, []);
  try {
    const reply = await runAuth(call, await authOptions(flow));
    const code = errorCodeOf(reply.location);
    if (code === undefined) return reply;
    return await noteFailure(
      flow,
      flow.problem ?? CODES[code] ?? "unknown",
      flow.detail ?? code,
      reply.setCookies,
    );
  } catch (error) {
    logger().warn({ err: error, requestId: flow.requestId }, "sign-in failed");
    return noteFailure(flow, problemOf(error), messageOf(error), []);
  }
}

/** The provider's own "no", e.g. when somebody presses cancel. */
function refusalIn(query: AuthCall["query"]): { problem: SignInProblem; detail: string } | undefined {
  if (query.error === undefined) return undefined;
  const detail = `${query.error} ${query.error_description ?? ""}`.slice(0, 300);
  return { problem: query.error === "access_denied" ? "access_denied" : "provider_refused", detail };
}

function errorCodeOf(location: string | undefined): string | undefined {
  if (!location) return undefined;
  const url = new URL(location, config().PORTICO_URL);
  const isOurs = url.origin === new URL(config().PORTICO_URL).origin;
  if (!isOurs || !/^\/(api\/auth\/(error|signin)|sign-in(\/error)?)$/.test(url.pathname)) return undefined;
  return url.searchParams.get("error") ?? (url.pathname.startsWith("/api/auth/") ? "unknown" : undefined);
}

async function noteFailure(
  flow: SignInFlow,
  problem: SignInProblem,
  detail: string,
  setCookies: readonly string[],
): Promise<AuthReply> {
  logger().warn(
    { problem, detail, requestId: flow.requestId, connection: flow.connection?.id },
    "sign-in refused",
  );
  if (flow.connection && mayNoteFailure(flow.connection.id))
    await auditFailure(flow, flow.connection, problem, detail);
  return failure(flow, problem, setCookies);
}

async function auditFailure(
  flow: SignInFlow,
  connection: SignInConnection,
  problem: SignInProblem,
  detail: string,
): Promise<void> {
  await withTenant({ tenantId: parseTenantId(connection.tenantId) }, (db) =>
    recordAudit(
      db,
      { actor: { kind: "system", job: "sign-in" }, requestId: flow.requestId },
      {
        action: "identity.sso.sign_in_failed",
        target: connection.id,
        after: { problem, detail: detail.slice(0, 300) },
      },
    ),
  );
}

function failure(flow: SignInFlow, problem: SignInProblem, setCookies: readonly string[]): AuthReply {
  const search = new URLSearchParams({ problem, request: flow.requestId });
  if (flow.connection) search.set("tenant", flow.connection.slug);
  return {
    status: 302,
    location: `${config().PORTICO_URL}/sign-in/error?${search}`,
    setCookies,
    body: undefined,
  };
}
