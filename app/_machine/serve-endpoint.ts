import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { z } from "zod";
import { requestIdOf } from "@/app/_server/context-of";
import type { FailedRequest } from "@/app/_server/error-response";
import { contextOfHeaders } from "@/app/_server/token-context";
import { can, requirePermission } from "@/lib/access";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import type { Answer } from "./answer";
import { decodeBody } from "./decode-body";
import { type Endpoint, isRawBody, type MachineRequest } from "./endpoint";
import { makeQueryReader, readJsonBody, requireStorablePath } from "./read-input";
import { sendAnswer } from "./send-answer";
import { errorAnswer } from "./wire-error";

export type Exchange = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** of the path, decoded; `tenant` among them */
  readonly params: Readonly<Record<string, string>>;
};

/**
 * Makes the function that serves one endpoint: who is it, may they, is it right, do, answer. Never throws.
 *
 * @param fixed - headers of every answer
 */
export function makeServe(endpoint: Endpoint, fixed: Readonly<Record<string, string>>) {
  const allowAnyText = endpoint.anyText ?? false;
  const readQuery = makeQueryReader(endpoint.query, {
    allowEmpty: endpoint.emptyQuery ?? false,
    allowAnyText,
  });
  const bodyRule = {
    maxBytes: endpoint.bodyMaxBytes,
    allowNoBody: endpoint.bodyOptional ?? false,
    allowAnyText,
  };
  const nothing = z.unknown();

  async function answer(exchange: Exchange, requestId: string): Promise<Answer> {
    const { incoming, outgoing, params } = exchange;
    const { method = "GET", url = "", headers } = incoming;
    const ctx = await contextOfHeaders(params.tenant ?? "", method, headers, requestId);
    if (endpoint.permission && !endpoint.denied) requirePermission(ctx, endpoint.permission);
    if (!allowAnyText) requireStorablePath(method, params);
    const input = {
      params: (endpoint.params ?? nothing).parse(params),
      query: (endpoint.query ?? nothing).parse(readQuery(searchOf(url))),
      body:
        endpoint.body === undefined || isRawBody(endpoint.body)
          ? undefined
          : endpoint.body.parse(await readJsonBody(incoming, bodyRule)),
      request: requestOf(incoming, outgoing, isRawBody(endpoint.body) ? decodeBody(incoming) : incoming),
    };
    if (endpoint.permission && endpoint.denied && !can(ctx, endpoint.permission))
      return endpoint.denied(input);
    const made = await endpoint.handle(ctx, input);
    const tagged = endpoint.tagged === true || endpoint.tagged?.(input);
    return tagged && made.status === 200 ? { ...made, tagged } : made;
  }

  function failed(error: unknown, request: FailedRequest): Answer {
    const told = readable(error);
    const isRefused = told instanceof AppError && told.code === "invalid_input";
    return isRefused && endpoint.refused ? endpoint.refused(told.message) : errorAnswer(told, request);
  }

  return async (exchange: Exchange): Promise<void> => {
    const { incoming, outgoing } = exchange;
    const given = incoming.headers["x-request-id"];
    const requestId = requestIdOf(typeof given === "string" ? given : undefined);
    const always = { ...fixed, "x-request-id": requestId };
    try {
      await sendAnswer(incoming, outgoing, await answer(exchange, requestId), always);
    } catch (error) {
      if (outgoing.headersSent) {
        // Half an answer must not look like a whole one.
        if (!outgoing.destroyed) logger().error({ err: error, requestId }, "an answer broke off");
        outgoing.destroy();
        return;
      }
      const { method = "GET", url = "" } = incoming;
      await sendAnswer(incoming, outgoing, failed(error, { method, url, requestId }), always);
    }
  };
}

function searchOf(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse, stream: Readable): MachineRequest {
  let signal: AbortSignal | undefined;
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "",
    headers: incoming.headers,
    stream,
    // Most handlers never ask, and a controller for each request would be paid by all.
    get signal() {
      if (!signal) {
        const controller = new AbortController();
        outgoing.once("close", () => controller.abort());
        signal = controller.signal;
      }
      return signal;
    },
  };
}

/** zod's words for the person who sent it: the place, then what is wrong there. */
function readable(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error;
  const problems = error.issues.map((issue) => {
    const place = issue.path.map(String).join(".");
    return place === "" ? issue.message : `${place}: ${issue.message}`;
  });
  return new AppError("invalid_input", problems.join("; "), { details: { problems } });
}
