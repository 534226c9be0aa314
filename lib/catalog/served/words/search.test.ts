import { describe, expect, test } from "vitest";
import type { ServedChange } from "../../store/served-store";
import { evaluate } from "../ask/evaluate";
import { CatalogIndex } from "../catalog-index";
import { countBits } from "../columns/bits";
import { nearestName, search, withWords } from "./search";
import { WordIndex } from "./word-index";

type Given = {
  readonly name: string;
  readonly title?: string;
  readonly kind?: string;
  readonly description?: string;
  readonly owner?: string;
};

let count = 0;

function changeOf({ name, title, kind = "Component", description, owner }: Given): ServedChange {
  const uid = `00000000-0000-4000-8000-${(count++).toString(16).padStart(12, "0")}`;
  return {
    uid,
    ref: `${kind.toLowerCase()}:default/${name.toLowerCase()}`,
    seq: 1,
    orphaned: false,
    title: title ?? name,
    ownerRef: null,
    systemRef: null,
    updatedAt: 0,
    relations: "",
    served: JSON.stringify({ kind, metadata: { name, title, description, tags: ["java"] }, spec: { owner } }),
  };
}

function catalogOf(...given: readonly Given[]) {
  const index = new CatalogIndex();
  const words = new WordIndex();
  index.words = words;
  index.followers.add(words);
  const changes = given.map(changeOf);
  index.apply(changes);
  const find = (text: string, more: { kinds?: string[]; limit?: number; offset?: number } = {}) => {
    const { kinds, offset = 0, limit = 20 } = more;
    const result = search(index, words, { text, kinds });
    const hits = result.page(offset, limit);
    return { ...result, hits, names: hits.map(({ ordinal }) => index.row(ordinal).name) };
  };
  return { index, changes, find };
}

describe("search", () => {
  test("puts the exact name first, then its beginnings, its words, parts of them, and mentions last", () => {
    const { find } = catalogOf(
      { name: "ledger", description: "Keeps every pay slip." },
      { name: "repayer" },
      { name: "team-pay" },
      { name: "payments-api", kind: "API" },
      { name: "payments" },
      { name: "Pay" },
    );
    const { names, hits, total } = find("pay");
    expect(names).toEqual(["Pay", "payments", "payments-api", "team-pay", "repayer", "ledger"]);
    expect(hits.map(({ rank }) => rank)).toEqual([0, 1, 1, 2, 3, 4]);
    expect(total).toBe(6);
  });

  test("wants all words, wherever each stands", () => {
    const { find } = catalogOf(
      { name: "checkout-web", owner: "team-shop" },
      { name: "checkout-api", owner: "team-core" },
      { name: "web-shop" },
    );
    expect(find("shop checkout").names).toEqual(["checkout-web"]);
    expect(find("java").total).toBe(3);
    expect(find("WEB, shop!").names).toEqual(["web-shop", "checkout-web"]);
  });

  test.each([
    ["wehbook", "webhook"],
    ["paymnets", "payments"],
    ["invetory", "inventory"],
    ["Zahlungsüberwachnug", "zahlungsüberwachung"],
  ])("reads %s as %s, and says so", (typed, meant) => {
    const { find } = catalogOf(
      { name: "webhook" },
      { name: "payments" },
      { name: "stock", description: "inventory of parts" },
      { name: "zu", title: "Zahlungsüberwachung" },
    );
    expect(find(typed)).toMatchObject({ total: 1, corrected: meant });
    expect(find(meant)).toMatchObject({ total: 1, corrected: undefined });
  });

  test("does not guess for what is nearly everything, or for nothing", () => {
    const { find } = catalogOf({ name: "ab" }, { name: "cd" });
    expect(find("ax")).toMatchObject({ total: 0, corrected: undefined });
    expect(find(" - ")).toMatchObject({ total: 0, hits: [] });
    expect(find("entirely-different")).toMatchObject({ total: 0, corrected: undefined });
  });

  test("pages without gaps, counts exactly, and counts kinds whatever kind is chosen", () => {
    const many = Array.from({ length: 60 }, (_, i) => ({
      name: `service-${i % 7}-${i}`,
      kind: i % 3 === 0 ? "API" : "Component",
    }));
    const { find } = catalogOf(...many, { name: "other" });
    const all = find("service", { limit: 100 });
    expect([all.total, all.names.length, new Set(all.names).size]).toEqual([60, 60, 60]);
    const pages = [0, 1, 2, 3, 4, 5].flatMap(
      (page) => find("service", { limit: 10, offset: page * 10 }).names,
    );
    expect(pages).toEqual(all.names);
    const apis = find("service", { kinds: ["api"], limit: 3 });
    expect([apis.total, apis.names.length]).toEqual([20, 3]);
    expect(apis.kinds).toEqual([
      { value: "Component", count: 40 },
      { value: "API", count: 20 },
    ]);
  });

  test("forgets the words of what was changed or removed", () => {
    const { index, changes, find } = catalogOf({ name: "alpha", description: "uncommon" }, { name: "beta" });
    const [first, second] = changes;
    if (!first || !second) throw new Error("two were given");
    const served = JSON.stringify({
      kind: "Component",
      metadata: { name: "alpha", description: "plain" },
      spec: {},
    });
    index.apply([
      { ...first, served },
      { ...second, orphaned: true },
    ]);
    expect(find("uncommon").total).toBe(0);
    expect(find("plain").names).toEqual(["alpha"]);
    expect(find("beta")).toMatchObject({ total: 0, corrected: undefined });
    expect(nearestName(index, "bta")).toBeUndefined();
    expect(nearestName(index, "alhpa")).toBe("alpha");
  });
});

describe("the words of a list's search box", () => {
  test("are parts of words, all of which must be there", () => {
    const { index } = catalogOf({ name: "webhook-relay", description: "Sends things on." }, { name: "web" });
    const matches = (text: string) => countBits(evaluate(index, withWords(text)));
    expect([matches("web"), matches("hook-rel"), matches("relay sends"), matches("% _")]).toEqual([
      2, 1, 1, 0,
    ]);
  });
});
