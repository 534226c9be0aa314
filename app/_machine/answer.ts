/** What a handler gives back; send-answer.ts writes it. */
export type Answer = {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** whole bytes, or chunks as they are made */
  readonly body: string | Buffer | AsyncIterable<string | Buffer> | undefined;
  /** carries a weak ETag when it is sent as a whole; set by the frame for endpoints that say so */
  readonly tagged?: boolean;
};

type More = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };

const JSON_TYPE = "application/json; charset=utf-8";

export function json(value: unknown, { status = 200, headers = {} }: More = {}): Answer {
  return { status, type: JSON_TYPE, headers, body: JSON.stringify(value) };
}

/** JSON text that is at hand already, sent as it is. */
export function jsonText(text: string | Buffer, { status = 200, headers = {} }: More = {}): Answer {
  return { status, type: JSON_TYPE, headers, body: text };
}

/** A body that is sent while it is made. An error after the first chunk cuts the connection, so that nobody takes half for whole. */
export function streamed(
  body: AsyncIterable<string | Buffer>,
  { status = 200, headers = {}, type = JSON_TYPE }: More & { readonly type?: string } = {},
): Answer {
  return { status, type, headers, body };
}

/** No body. */
export function empty(status = 204): Answer {
  return { status, type: undefined, headers: {}, body: undefined };
}
