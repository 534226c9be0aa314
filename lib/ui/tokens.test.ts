import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Colour = readonly [lightness: number, chroma: number, hue: number];

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

function palette(selector: string): ReadonlyMap<string, Colour> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("\n}")[0] ?? "";
  const colours = new Map<string, Colour>();
  for (const [, name, l, c, h] of block.matchAll(/--([a-z-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
    if (name !== undefined) colours.set(name, [Number(l), Number(c), Number(h)]);
  }
  return colours;
}

// OKLCH → linear sRGB (Björn Ottosson's matrices), clipped, then WCAG's relative luminance.
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ["ink", ["canvas", "surface", "raised", "sunken", "hover", "selected"]],
  ["ink-muted", ["canvas", "surface", "raised", "sunken", "hover", "selected"]],
  ["ink-faint", ["canvas", "surface", "raised", "sunken"]],
  ["accent-ink", ["canvas", "surface", "raised", "accent-soft", "selected"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["on-tip", ["tip"]],
  ...["ok", "warn", "bad", "info"].map(
    (tone) => [tone, ["canvas", "surface", "raised", `${tone}-soft`]] as const,
  ),
  ...["keyword", "string", "number", "function", "comment"].map(
    (role) => [`code-${role}`, ["sunken"]] as const,
  ),
];

const MEANING: readonly (readonly [string, readonly string[]])[] = [
  ["line-field", ["surface", "canvas"]],
  ["ring", ["surface", "canvas", "raised"]],
  ...["ok", "warn", "bad", "info"].map((tone) => [`${tone}-solid`, ["surface", "canvas"]] as const),
  ...["component", "api", "resource", "system", "domain", "group", "user", "template", "location"].map(
    (kind) => [`kind-${kind}`, ["surface", "canvas", "selected"]] as const,
  ),
];

// A colour changed by taste must not make a page unreadable for someone (WCAG 2.2 AA).
describe.each([":root", ".dark"])("contrast in %s", (selector) => {
  const colours = palette(selector);
  const contrast = (one: string, other: string) => {
    const [first, second] = [colours.get(one), colours.get(other)];
    if (!first || !second) throw new Error(`no colour ${first ? other : one} in ${selector}`);
    const [high, low] = [luminance(first), luminance(second)].sort((x, y) => y - x);
    return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
  };

  it.each(TEXT)("%s reads on %j", (text, grounds) => {
    for (const ground of grounds)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MEANING)("%s is seen on %j", (mark, grounds) => {
    for (const ground of grounds)
      expect(contrast(mark, ground), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
  });
});
