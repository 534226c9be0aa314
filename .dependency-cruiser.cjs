// Each domain may import only those before it in this list. Adding a domain = adding a word.
// access stands early: every writing verb, those of tenancy and identity too, asks it first, and it asks nobody.
const ORDER = [
  "platform",
  "plugin-sdk",
  "ui",
  "access",
  "tenancy",
  "audit",
  "secrets",
  "identity",
  "entitlements",
  "github",
  "notifications",
  "catalog",
  "imports",
  "search",
  "docs",
  "scorecards",
  "templates",
  "insights",
  "plugins",
  "billing",
];
// Tests, and what only tests may import.
const TEST = "\\.(test|db\\.test)\\.tsx?$|^lib/testing/";
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", "A cycle means two modules are one.", {}, { circular: true }),
    rule("lib-looks-down", "lib never imports its users.", { path: "^lib/" }, { path: "^(app|workers)/" }),
    rule(
      "fakes-are-for-tests",
      "Product code never knows a fake.",
      { path: "^(app|lib|workers)/", pathNot: TEST },
      { path: "^e2e/" },
    ),
    rule(
      "app-and-workers-apart",
      "They meet only in lib.",
      { path: "^(app|workers)/" },
      { path: "^(app|workers)/", pathNot: "^$1/" },
    ),
    rule(
      "e2e-is-outside",
      "e2e speaks HTTP, as a customer does.",
      { path: "^e2e/" },
      { path: "^(app|lib|workers)/" },
    ),
    rule(
      "infra-is-outside",
      "infra starts the product; it is no part of it.",
      { path: "^(app|lib|workers)/" },
      { path: "^infra/" },
    ),
    rule(
      "front-door",
      "Enter a domain by index.ts, client.ts or jobs.ts.",
      { path: "^(lib/[^/]+)/|^(app|workers)/", pathNot: TEST },
      {
        path: "^lib/(?!platform/|ui/|testing/|plugins-builtin/)[^/]+/",
        pathNot: ["^$1/", "^lib/[^/]+/(index|client|jobs)\\.ts$"],
      },
    ),
    rule(
      "one-client",
      "Only platform/db opens a connection.",
      { path: "^(app|workers|lib)/", pathNot: ["^lib/(platform|testing)/", TEST] },
      { path: "^lib/platform/db/(client|generated)" },
    ),
    rule(
      "model-is-pure",
      "model/ has no I/O.",
      { path: "^lib/[^/]+/model/", pathNot: TEST },
      {
        path: "^lib/",
        pathNot: "^lib/([^/]+/model/|[^/]+/client\\.ts$|platform/(types|errors)/|plugin-sdk/)",
      },
    ),
    rule(
      "three-doors",
      "A tenant context is made at three doors only.",
      {
        path: "^(app|workers|lib)/",
        pathNot: ["^app/_server/", "^workers/runtime/", "^lib/testing/", "^lib/platform/context/"],
      },
      { path: "^lib/platform/context/make" },
    ),
    rule(
      "plugins-eat-the-sdk",
      "A built-in plugin uses what a stranger's may use.",
      { path: "^lib/(plugins-builtin/[^/]+)/" },
      { path: "^(app|lib|workers)/", pathNot: ["^lib/$1/", "^lib/plugin-sdk/"] },
    ),
    rule(
      "one-registry",
      "Built-ins are listed in one file.",
      { path: "^(app|workers|lib)/", pathNot: ["^lib/plugins-builtin/", "^lib/plugins/registry\\.ts$"] },
      { path: "^lib/plugins-builtin/" },
    ),
    rule(
      "tests-stay-tests",
      "No test code in production.",
      { path: "^(app|lib|workers)/", pathNot: [TEST, "^lib/testing/"] },
      { path: "^lib/testing/" },
    ),
    ...ORDER.slice(0, -1).map((name, i) =>
      rule(
        `order-${name}`,
        `${name} stands before these.`,
        { path: `^lib/${name}/`, pathNot: TEST },
        { path: `^lib/(${ORDER.slice(i + 1).join("|")})/` },
      ),
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/platform/db/generated/" },
  },
};
