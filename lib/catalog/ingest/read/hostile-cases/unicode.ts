import { accepted, GOOD, type HostileCase, refused, withMetadata, withSpec } from "./hostile-case";

const named = (name: string) => GOOD.replace("THIS", name);
const described = (name: string, text: string) =>
  accepted(name, withMetadata(`  description: ${JSON.stringify(text)}`), { "metadata.description": text });

/** Text that looks like other text, or like nothing. */
export const UNICODE: readonly HostileCase[] = [
  refused("a right-to-left override in a name", named('"a\\u202Eb"'), "bad_format:4"),
  described("a right-to-left override in a description", "pay \u202Eyap\u202C now"),
  accepted("a right-to-left override in a title", withMetadata('  title: "a\\u202Eb"'), {
    "metadata.title": "a\u202Eb",
  }),
  refused("a zero-width space in a name", named('"a\\u200Bb"'), "bad_format:4"),
  accepted(
    "a zero-width space in an owner",
    GOOD.replace("team-a", '"team-\\u200Ba"'),
    {},
    "unresolved_owner:8",
  ),
  refused("a Cyrillic а in a name", named("p\u0430y"), "bad_format:4"),
  accepted("a Cyrillic а in an owner", GOOD.replace("team-a", "te\u0430m-a"), {}, "unresolved_owner:8"),
  described("a thousand combining marks", `e${"\u0301".repeat(1_000)}`),
  refused("a combining mark in a name", named("e\u0301"), "bad_format:4"),
  described("emoji in a description", "👩‍👩‍👧‍👦 pays 💸"),
  refused("emoji as a name", named("💸"), "bad_format:4"),
  refused("emoji as a tag", withMetadata("  tags: [💸]"), "bad_format:5"),
  accepted("twins in NFC and NFD as keys", withSpec('  "\\u00e9": 1\n  "e\\u0301": 2'), {
    "spec.\u00e9": 1,
    "spec.e\u0301": 2,
  }),
  refused("half a surrogate pair in a name", named('"\\uD800"'), "bad_format:4"),
  refused(
    "half a surrogate pair in a description",
    withMetadata('  description: "a\\uD83D"'),
    "bad_character:5",
  ),
  refused("half a surrogate pair in a key", withSpec('  "x\\uDC00": 1'), "bad_character:5"),
  described("line and paragraph separators", "one\u2028two\u2029three"),
  refused(
    "a no-break space as indentation",
    GOOD.replace("  owner", "\u00a0 owner"),
    "missing_field:5",
    "unknown_field:8",
  ),
  refused("a full-width colon", GOOD.replace("  owner: team-a", "  owner：team-a"), "missing_colon:8"),
  accepted("a bell and an escape in quotes", withMetadata('  description: "\\a\\e[0m"'), {
    "metadata.description": "\u0007\u001b[0m",
  }),
];
