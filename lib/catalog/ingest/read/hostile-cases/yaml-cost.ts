import { accepted, GOOD, type HostileCase, many, refused, withMetadata, withSpec } from "./hostile-case";

const nine = (level: number) => Array(9).fill(`*a${level}`).join(", ");
const lists = many(9, (level) => `a${level + 1}: &a${level + 1} [${nine(level)}]`);
const maps = many(
  9,
  (level) => `a${level + 1}: &a${level + 1} {${many(9, (key) => `k${key}: *a${level}`, ", ")}}`,
);
const merges = many(9, (level) => `a${level + 1}: &a${level + 1}\n  <<: [${nine(level)}]`);

/** Files that cost far more than they weigh. */
export const YAML_COST: readonly HostileCase[] = [
  refused("an alias bomb of lists, 9 × 9", `a0: &a0 [lol]\n${lists}\n`, "alias_bomb:1"),
  refused("an alias bomb of maps, 9 × 9", `a0: &a0 {l: ol}\n${maps}\n`, "alias_bomb:1"),
  refused(
    "an alias bomb inside an entity",
    withSpec(`  a0: &a0 [lol]\n${lists.replaceAll(/^/gm, "  ")}`),
    "alias_bomb:1",
  ),
  refused("nested merge keys, 9 × 9", `a0: &a0 {l: ol}\n${merges}\n`, "alias_bomb:1"),
  refused(
    "one anchor used 150 times",
    withSpec(`  a: &a {b: c}\n  d: [${Array(150).fill("*a").join(", ")}]`),
    "alias_bomb:1",
  ),
  refused("a merge of itself", withSpec("  a: &a\n    <<: *a"), "alias_bomb:1"),
  refused("an anchor around its own alias", withSpec("  a: &a [*a]"), "alias_bomb:1"),
  refused("!!omap with a twin", withSpec("  a: !!omap\n    - a: 1\n    - a: 2"), "unknown_tag:9"),
  refused(
    "50,000 keys",
    many(50_000, (index) => `k${index}: 1`),
    "timeout:1|not_an_entity:1",
  ),
  refused(
    "50,000 keys, one twice",
    `${many(49_000, (index) => `k${index}: 1`)}\nk7: 2\n`,
    "timeout:1|duplicate_key:49001",
  ),
  refused("a flow list 20,000 deep", "[".repeat(20_000), "too_deep:1|timeout:1"),
  refused("a flow map 20,000 deep", `${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}`, "too_deep:1|timeout:1"),
  refused(
    "a block map 700 deep",
    many(700, (index) => `${" ".repeat(index)}a:`),
    "not_an_entity:1|timeout:1",
  ),
  refused("a block list 3,000 deep", `${"- ".repeat(3_000)}a`, "not_an_object:1|too_deep:1|timeout:1"),
  refused("a spec 150 deep", withSpec(`  a: ${"[".repeat(150)}${"]".repeat(150)}`), "too_deep:9"),
  refused("a string of 1 MB", withMetadata(`  description: ${"a".repeat(1_000_000)}`), "too_large:1"),
  accepted("a string of 400 KB", withMetadata(`  description: ${"a".repeat(400_000)}`), {
    "metadata.description": "a".repeat(400_000),
  }),
  refused("a million lines", `${GOOD}${"\n".repeat(1_000_000)}`, "too_large:1"),
  refused("250,000 lines of comments", "#\n".repeat(250_000), "empty_file:1"),
  refused(
    "10,000 documents",
    many(10_000, () => "---\na: 1"),
    "too_many_documents:1|timeout:1",
  ),
  refused("100,000 document starts", "---\n".repeat(100_000), "empty_file:1"),
  refused("bait for a name's pattern", GOOD.replace("THIS", `${"a-".repeat(50_000)}!`), "bad_format:4"),
  refused(
    "bait for a key's pattern",
    withMetadata(`  annotations:\n    ? ${"a.".repeat(50_000)}/x\n    : y`),
    "bad_format:6",
  ),
  refused("bait for a tag's pattern", withMetadata(`  tags: ["${"a-".repeat(50_000)}"]`), "bad_format:5"),
  refused("a number of 400 digits", withSpec(`  weight: ${"9".repeat(400)}`), "wrong_type:9"),
];
