import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Permission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import type { Answer } from "./answer";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Headings of the published document, in its order. */
export const TAGS = {
  Entities: "Read, search and remove entities, as Backstage's catalog API does.",
  Locations: "Files of connected repositories that are read beside those found by themselves.",
  "Push sets": "Whole sets of entities from a system of your own, replaced in one call.",
  Imports: "Files and systems of others, mapped to entities.",
  History: "What changed, when and by whom; the catalog as of a moment.",
  Kinds: "Your own kinds and fields, and which kinds repositories may declare.",
  Portal: "What the portal's own pages ask for.",
} as const;
export type Tag = keyof typeof TAGS;

/** A body that is not read before the handler: it comes as `request.stream`, of any size. */
export type RawBody = {
  readonly kind: "raw";
  readonly description: string;
  /** content types taken, each with the schema of its value (of one line, for NDJSON) */
  readonly types: Readonly<Record<string, z.ZodType>>;
};

export function rawBody(description: string, types: RawBody["types"]): RawBody {
  return { kind: "raw", description, types };
}

/** One documented answer. */
export type AnswerDoc = {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly example?: unknown;
  /** application/json unless said */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The request as far as a handler may want it beside its parsed input. */
export type MachineRequest = {
  readonly method: string;
  /** path and query as sent */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** the body as it comes, unpacked; already read unless the endpoint takes a raw one */
  readonly stream: Readable;
  /** aborts when the caller goes */
  readonly signal: AbortSignal;
};

export type EndpointInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly request: MachineRequest;
};

type Shape<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly method: Method;
  /** below `/api/{tenant}`, such as `/catalog/entities/by-uid/{uid}` */
  readonly path: `/${string}`;
  readonly tag: Tag;
  readonly summary: string;
  /** Markdown */
  readonly description?: string;
  /** asked before anything is read; `undefined` for what every member and token may do */
  readonly permission: Permission | undefined;
  /** what a caller without the permission is told instead of 403 */
  readonly denied?: (input: EndpointInput<P, Q, B>) => Answer;
  /** an object of strings */
  readonly params?: P;
  /** an object; a parameter it does not name is refused, and so is an empty one */
  readonly query?: Q;
  /** allows `?q=` */
  readonly emptyQuery?: boolean;
  /** zod schema for JSON, or rawBody(...) */
  readonly body?: B | RawBody;
  /** of a JSON body; 1 MiB unless said */
  readonly bodyMaxBytes?: number;
  /** takes a request without a body as one with `{}` */
  readonly bodyOptional?: boolean;
  /** lets NUL and half surrogate pairs through: the handler asks no store with them, or says itself what is wrong */
  readonly anyText?: boolean;
  /** what to answer instead of the usual error to a request that is not right */
  readonly refused?: (message: string) => Answer;
  readonly examples?: {
    readonly params?: z.input<P>;
    readonly query?: z.input<Q>;
    readonly body?: z.input<B>;
  };
  /** by status; errors every endpoint may give are added by the document */
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /** small answers that carry a weak ETag; a GET that names it in If-None-Match is answered 304. Said of the request, or of all */
  readonly tagged?: true | ((input: EndpointInput<P, Q, B>) => boolean);
  readonly handle: (ctx: TenantContext, input: EndpointInput<P, Q, B>) => Promise<Answer>;
};

/** An endpoint with its input types forgotten, as the registry and the document hold it. */
export type Endpoint = Omit<Shape<z.ZodType, z.ZodType, z.ZodType>, "handle" | "denied" | "tagged"> & {
  readonly tagged?: true | ((input: EndpointInput<z.ZodType, z.ZodType, z.ZodType>) => boolean);
  readonly handle: (
    ctx: TenantContext,
    input: EndpointInput<z.ZodType, z.ZodType, z.ZodType>,
  ) => Promise<Answer>;
  readonly denied?: (input: EndpointInput<z.ZodType, z.ZodType, z.ZodType>) => Answer;
};

/**
 * Describes one endpoint of the machine API: its schemas check the request and make the published document.
 *
 * @see ./README.md for how to add one
 */
export function defineEndpoint<
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  B extends z.ZodType = z.ZodUnknown,
>(shape: Shape<P, Q, B>): Endpoint {
  // serve-endpoint.ts hands a handler only what these same schemas have parsed.
  return shape as unknown as Endpoint;
}

export function isRawBody(body: z.ZodType | RawBody | undefined): body is RawBody {
  return body !== undefined && "kind" in body && body.kind === "raw";
}
