import { accepted, GOOD, type HostileCase, refused, withMetadata, withSpec } from "./hostile-case";

const description = (text: string) => withMetadata(`  description: ${text}`);

/** Files that are no YAML, or not quite, or something else altogether. */
export const SYNTAX: readonly HostileCase[] = [
  refused("a tab as indentation", GOOD.replace("  owner", "\towner"), "tab_indent:8"),
  refused("a line indented too little", GOOD.replace("  lifecycle", " lifecycle"), "bad_indent:7"),
  refused("a line indented too much", GOOD.replace("  lifecycle", "    lifecycle"), "bad_yaml:6"),
  refused("a file cut inside a quote", description('"cut he'), "unclosed:10"),
  refused("a file cut inside a list", `${GOOD}  dependsOn: [component:a,`, "unclosed:9"),
  refused("a file cut inside a word", GOOD.slice(0, GOOD.indexOf("cycle: ")), "missing_colon:7"),
  refused("a key twice at the root", `${GOOD}kind: API\n`, "duplicate_key:9"),
  refused("a key twice in spec, once in quotes", withSpec('  "owner": b'), "duplicate_key:9"),
  refused("a colon in plain text", description("note: this breaks"), "bad_yaml:5"),
  refused("a percent sign at the start", description("%50 faster"), "bad_yaml:5"),
  accepted("a byte order mark", `\ufeff${GOOD}`, { "spec.owner": "team-a" }),
  refused("two byte order marks", `\ufeff\ufeff${GOOD}`, "stray_bom:1"),
  refused("NUL in the file", description("a\u0000b"), "binary:1"),
  accepted("CRLF line ends", GOOD.replaceAll("\n", "\r\n"), { "spec.lifecycle": "production" }),
  refused("CR line ends", GOOD.replaceAll("\n", "\r"), "cr_line_ends:1"),
  { name: "invalid UTF-8", files: { "catalog-info.yaml": GOOD }, binary: true, problems: ["binary:1"] },
  refused("UTF-16", GOOD.replaceAll(/./gs, "$&\u0000"), "binary:1"),
  accepted("%YAML 1.1, where no is no longer false", `%YAML 1.1\n---\n${withSpec("  flag: no")}`, {
    "spec.flag": "no",
  }),
  refused("%YAML 9.9", `%YAML 9.9\n---\n${GOOD}`, "bad_yaml:1"),
  refused("an unknown directive", `%SCRIPT run\n---\n${GOOD}`, "bad_yaml:1"),
  refused("!!js/function", withSpec('  run: !!js/function "function(){}"'), "unknown_tag:9"),
  refused("!!python/object/apply", withSpec("  run: !!python/object/apply:os.system [id]"), "unknown_tag:9"),
  refused("!!binary", withSpec('  logo: !!binary "aGk="'), "unknown_tag:9"),
  refused("an empty file", "", "empty_file:1"),
  refused("comments only", "# one\n# two\n", "empty_file:1"),
  refused("document starts only", "---\n---\n", "empty_file:1"),
  accepted(
    "JSON",
    JSON.stringify({
      apiVersion: "backstage.io/v1alpha1",
      kind: "Component",
      metadata: { name: "THIS" },
      spec: { type: "service", lifecycle: "production", owner: "team-a" },
    }),
    { "spec.owner": "team-a" },
  ),
  refused("an HTML page", "<!DOCTYPE html>\n<html><body>404</body></html>\n", "html:1"),
  refused(
    "a Git LFS pointer",
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
    "lfs_pointer:1",
  ),
  refused("a symbolic link, which GitHub gives as its target", "../shared/catalog-info.yaml", "symlink:1"),
];
