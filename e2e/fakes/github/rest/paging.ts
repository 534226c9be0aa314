import type { Context } from "hono";
import type { Env } from "../app-env";

/** The page asked for, and the Link header that leads on. */
export function paginate<T>(c: Context<Env>, list: readonly T[]): T[] {
  const url = new URL(c.req.url);
  const perPage = Math.min(100, Math.max(1, Number(c.req.query("per_page") ?? 30) || 30));
  const page = Math.max(1, Number(c.req.query("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(list.length / perPage));
  const to = (number: number, rel: string) => {
    url.searchParams.set("page", String(number));
    return `<${url.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, "prev"), to(1, "first")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
  ];
  if (links.length > 0) c.header("link", links.join(", "));
  return list.slice((page - 1) * perPage, page * perPage);
}
