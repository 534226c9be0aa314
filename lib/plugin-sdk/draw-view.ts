import type { Json } from "@/lib/platform/types";
import { evaluate } from "./expression";
import { type View, viewSchema } from "./view";
import type { ViewBinding } from "./view-binding";

/** A view filled with data, and the vendor's page for more. */
export type DrawnView = { readonly view: View; readonly more: string | undefined };

/**
 * Fills a view's tree with a query's data.
 *
 * @throws Error - an expression fails, or the result is no view (too long, a wrong address)
 */
export async function drawView(binding: ViewBinding, data: Json): Promise<DrawnView> {
  const view = viewSchema.parse(await fill(binding.tree, data));
  const more = binding.more ? await evaluate(binding.more, data) : undefined;
  return { view, more: typeof more === "string" && /^https?:\/\//.test(more) ? more : undefined };
}

async function fill(node: unknown, data: Json): Promise<Json> {
  // A block whose expression has no value is left out.
  if (Array.isArray(node))
    return (await Promise.all(node.map((child) => fill(child, data)))).filter((child) => child !== null);
  if (!isObject(node)) return plain(node);
  if (typeof node.$ === "string") return (await evaluate(node.$, data)) ?? null;
  const entries = await Promise.all(
    Object.entries(node).map(async ([key, child]) => [key, await fill(child, data)] as const),
  );
  // An expression without a value leaves its property out, as an author who writes an optional property means.
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(value: unknown): Json {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
