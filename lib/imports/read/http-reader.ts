import { sha256 } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import type { Mapper } from "@/lib/platform/sandbox";
import type { Json } from "@/lib/platform/types";
import type { HttpInput, Read } from "../model/definition";
import { type AskPorts, ask } from "./ask";
import { cursorAfter, FIRST_PAGE, type PageCursor, requestAt } from "./paging";
import { readCsv } from "./read-csv";
import { fillBody, requestHeaders, type Secrets } from "./sign-request";

const PAGES_MAX = 5_000;

export type ReadPage = {
  readonly items: readonly Json[];
  /** where the next page begins; undefined after the last */
  readonly next: PageCursor | undefined;
  /** the answer's text, for a sample */
  readonly text: string;
};

export type HttpReader = {
  readonly readPage: (read: Read, cursor: PageCursor) => Promise<ReadPage>;
  /** every page from a cursor on, each with its number */
  readonly pages: (
    read: Read,
    from?: { readonly cursor: PageCursor; readonly number: number },
  ) => AsyncGenerator<ReadPage & { readonly number: number }>;
};

/**
 * Reads an inventory over HTTP as a definition says: signed, paged, through the egress guard.
 *
 * @param mapper - evaluates the definition's own expressions over the answers
 */
export function openHttpReader(
  input: HttpInput,
  secrets: Secrets,
  mapper: Mapper,
  ports?: AskPorts,
): HttpReader {
  let token: Promise<string | undefined> | undefined;

  async function one(expression: string, answer: Json, what: string): Promise<Json | undefined> {
    const [result] = await mapper.map(expression, [answer]);
    if (!result?.problem) return result?.value;
    throw new AppError("invalid_input", `The ${what} failed: ${result.problem.message}.`, {
      details: { position: result.problem.position },
    });
  }

  async function exchange(): Promise<string | undefined> {
    if (input.auth.kind !== "exchange") return undefined;
    const { url } = requestAt(input, { ...TOKEN_READ, path: input.auth.path }, FIRST_PAGE);
    const response = await ask(
      url,
      {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: fillBody(input.auth.body, secrets),
      },
      ports,
    );
    const value = await one(input.auth.token, parseJson(response.text, url), "token's expression");
    if (typeof value !== "string" || value === "")
      throw new AppError(
        "upstream_failed",
        `${url.host} gave no token. Does the expression name the right field?`,
      );
    return value;
  }

  async function readPage(read: Read, cursor: PageCursor): Promise<ReadPage> {
    token ??= exchange();
    const { url, body } = requestAt(input, read, cursor);
    const headers = requestHeaders(input, secrets, await token);
    const response = await ask(
      url,
      read.method === "POST"
        ? { method: "POST", headers: { "content-type": "application/json", ...headers }, body: body ?? "" }
        : { headers },
      ports,
    );
    const { answer, items } = await itemsOf(read, response.text, url);
    const next =
      read.paging.kind === "cursor"
        ? await one(read.paging.next, answer, "next page's expression")
        : undefined;
    const facts = { items: items.length, next, link: response.headers.get("link"), requested: url };
    return { items, text: response.text, next: cursorAfter(read, cursor, facts) };
  }

  async function itemsOf(
    read: Read,
    text: string,
    url: URL,
  ): Promise<{ answer: Json; items: readonly Json[] }> {
    if (read.format === "csv") {
      const items = (await readCsv(text)).records.map((record) => record.value);
      return { answer: null, items };
    }
    const answer = parseJson(text, url);
    const items =
      read.items === "$" ? answer : ((await one(read.items, answer, "records' expression")) ?? []);
    return { answer, items: Array.isArray(items) ? items : [items as Json] };
  }

  async function* pages(read: Read, from = { cursor: FIRST_PAGE, number: 1 }) {
    let { cursor, number } = from;
    let last = "";
    for (;;) {
      if (number > PAGES_MAX)
        throw new AppError(
          "limit_reached",
          `${read.name} has more than ${PAGES_MAX.toLocaleString("en")} pages.`,
        );
      const page = await readPage(read, cursor);
      // A server that does not know the parameter answers the same for ever.
      const digest = sha256(page.text);
      if (digest === last && page.items.length > 0)
        throw new AppError(
          "upstream_failed",
          `${read.name}: two pages in a row are the same. Is the paging right?`,
        );
      last = digest;
      yield { ...page, number };
      if (!page.next) return;
      cursor = page.next;
      number += 1;
    }
  }

  return { readPage, pages };
}

const TOKEN_READ: Read = {
  name: "token",
  method: "POST",
  path: "/",
  query: {},
  format: "json",
  items: "$",
  paging: { kind: "none" },
};

function parseJson(text: string, url: URL): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      "upstream_failed",
      `${url.host} answered with something that is not JSON. Is the address right?`,
      { cause },
    );
  }
}
