type Pair = readonly [string, string];

const pairsOf = (address: string): readonly Pair[] => {
  const at = address.indexOf("?");
  return at < 0 ? [] : [...new URLSearchParams(address.slice(at + 1))];
};
const same =
  ([key, value]: Pair) =>
  ([other, text]: Pair) =>
    key === other && value === text;
const without = (pairs: readonly Pair[], others: readonly Pair[]) =>
  pairs.filter((pair) => !others.some(same(pair)));

/**
 * Does to the address `onto` what `href` does to `base`: parameters that `href` adds are added, those it leaves out are
 * taken away. Two filters clicked one after the other then both count, although each link knows only the page it stands on.
 */
export function applyChange(base: string, href: string, onto: string): string {
  const [before, after] = [pairsOf(base), pairsOf(href)];
  const added = without(after, before);
  const kept = without(without(pairsOf(onto), without(before, after)), added);
  const query = new URLSearchParams([...kept, ...added].map(([key, value]) => [key, value])).toString();
  const path = href.split("?", 1)[0] ?? "";
  return query === "" ? path : `${path}?${query}`;
}

/**
 * Whether the address `onto` has what the link `href` of the page `base` switches.
 *
 * @param value - the value it switches, under whatever name
 */
export function isSwitchedOn(base: string, href: string, value: string, onto: string): boolean {
  const [before, after] = [pairsOf(base), pairsOf(href)];
  const switched = [...without(after, before), ...without(before, after)].find(([, text]) => text === value);
  return switched !== undefined && pairsOf(onto).some(same(switched));
}
