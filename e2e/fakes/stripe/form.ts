/** A request's parameters: strings in lists and maps, as Stripe's form encoding carries them. */
export type Params = { readonly [key: string]: Param };
export type Param = string | readonly Param[] | Params;

type Node = Map<string, Node | string>;

function segments(key: string): string[] {
  const head = key.split("[", 1)[0] ?? "";
  return [head, ...[...key.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "")];
}

function insert(root: Node, path: readonly string[], value: string): void {
  let node = root;
  for (const [depth, raw] of path.entries()) {
    const key = raw === "" ? String(node.size) : raw;
    if (depth === path.length - 1) {
      node.set(key, value);
      return;
    }
    const next = node.get(key);
    if (next instanceof Map) node = next;
    else {
      const made: Node = new Map();
      node.set(key, made);
      node = made;
    }
  }
}

function settle(node: Node): Param {
  const keys = [...node.keys()];
  const values = [...node.values()].map((value) => (typeof value === "string" ? value : settle(value)));
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return values;
  return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ""]));
}

/** Reads `items[0][price]=x&expand[]=y` into nested parameters. */
export function parseForm(text: string): Params {
  const root: Node = new Map();
  for (const [key, value] of new URLSearchParams(text)) insert(root, segments(key), value);
  // The outermost level is a map even when every name is a number.
  return Object.fromEntries(
    [...root].map(([key, value]) => [key, typeof value === "string" ? value : settle(value)]),
  );
}
