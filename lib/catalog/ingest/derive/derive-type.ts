import { isJsonObject } from "../../model/entity";
import type { Derived } from "../../model/fragment";
import { type Facts, languageShare, lineOf } from "./facts";

type Rule = (facts: Facts) => Derived<string> | undefined;

function because(value: string, rule: string, file?: string, line?: number): Derived<string> {
  return { value, origin: { rule, file, line } };
}

const byFile =
  (value: string, pattern: RegExp, what: string): Rule =>
  (facts) => {
    const path = facts.find(pattern);
    return path === undefined ? undefined : because(value, `${path}: ${what}`, path);
  };

const SERVER_PACKAGES = [
  "express",
  "fastify",
  "koa",
  "@nestjs/core",
  "hono",
  "@hapi/hapi",
  "restify",
  "apollo-server",
  "@apollo/server",
  "graphql-yoga",
];
const SITE_PACKAGES = [
  "next",
  "nuxt",
  "gatsby",
  "react-scripts",
  "vite",
  "@angular/core",
  "vue",
  "svelte",
  "@sveltejs/kit",
  "astro",
  "react-dom",
  "@remix-run/react",
];
const DOCS_PACKAGES = ["@docusaurus/core", "vitepress", "nextra", "@11ty/eleventy"];

const byPackage =
  (value: string, names: readonly string[]): Rule =>
  (facts) => {
    const name = names.find((candidate) => facts.dependencies.has(candidate));
    return name === undefined
      ? undefined
      : because(
          value,
          `package.json depends on ${name}`,
          "package.json",
          lineOf(facts.file("package.json")?.text ?? "", `"${name}"`),
        );
  };

const byManifestText =
  (value: string, path: string, patterns: readonly (readonly [needle: string, what: string])[]): Rule =>
  (facts) => {
    const text = facts.file(path)?.text;
    const hit = text === undefined ? undefined : patterns.find(([needle]) => text.includes(needle));
    return hit && text !== undefined
      ? because(value, `${path}: ${hit[1]}`, path, lineOf(text, hit[0]))
      : undefined;
  };

const byTopicOrName =
  (value: string, topics: readonly string[], name: RegExp): Rule =>
  ({ snapshot }) => {
    const topic = snapshot.topics.find((candidate) => topics.includes(candidate.toLowerCase()));
    if (topic) return because(value, `GitHub topic "${topic}"`);
    return name.test(snapshot.name) ? because(value, `the repository's name, ${snapshot.name}`) : undefined;
  };

const byLanguages =
  (value: string, names: readonly string[], share: number): Rule =>
  ({ snapshot }) => {
    const part = languageShare(snapshot, names);
    const main = names.find((name) => (snapshot.languages[name] ?? 0) > 0);
    return part >= share && main
      ? because(value, `${Math.round(part * 100)} % of the code is ${main}`)
      : undefined;
  };

const packageIsLibrary: Rule = ({ packageJson }) => {
  if (!packageJson || packageJson.private === true) return undefined;
  const field = ["exports", "module", "main", "types"].find((key) => packageJson[key] !== undefined);
  return field && typeof packageJson.name === "string"
    ? because("library", `package.json is published and has "${field}"`, "package.json")
    : undefined;
};

const packageIsTool: Rule = ({ packageJson }) =>
  packageJson?.bin ? because("tool", 'package.json has "bin"', "package.json") : undefined;

const packageStarts: Rule = ({ packageJson }) => {
  const scripts = packageJson?.scripts;
  return isJsonObject(scripts) && typeof scripts.start === "string"
    ? because("service", 'package.json has a "start" script', "package.json")
    : undefined;
};

const goLibrary: Rule = (facts) =>
  facts.file("go.mod") && !facts.find(/(^|\/)main\.go$/) && !facts.snapshot.treeTruncated
    ? because("library", "go.mod without any main.go", "go.mod")
    : undefined;

const onlyText: Rule = ({ snapshot, paths }) => {
  const known = Object.keys(snapshot.languages).length === 0 && paths.size > 0;
  const markdown = [...paths].filter((path) => /\.(md|markdown|adoc|rst|txt)$/i.test(path)).length;
  return known && markdown / paths.size >= 0.5
    ? because("documentation", "no code, mostly text pages")
    : undefined;
};

/** Asked in this order; the first that answers wins. Most telling first: what a repository *is* before what it contains. */
const RULES: readonly Rule[] = [
  byFile("action", /^action\.ya?ml$/, "a GitHub Action"),
  byTopicOrName("action", ["github-action", "github-actions"], /^(github-)?actions?-(?!runner)/),
  byFile("template", /^(cookiecutter\.json|copier\.ya?ml|template\.ya?ml)$/, "a project template"),
  byPackage("documentation", DOCS_PACKAGES),
  byTopicOrName(
    "documentation",
    ["documentation", "docs", "handbook"],
    /^(docs|handbook|documentation|wiki|\.github|.+-docs|.+-handbook|rfcs?|adrs?)$/i,
  ),
  byTopicOrName(
    "infrastructure",
    ["terraform", "infrastructure", "iac", "kubernetes", "helm", "puppet", "ansible"],
    /^(terraform|infra|infrastructure|puppet|ansible|helm|k8s|kubernetes|gitops|platform-config)([-_.]|$)|[-_](infra|terraform|infrastructure|gitops)$/i,
  ),
  byLanguages("infrastructure", ["HCL", "Puppet", "Jsonnet", "Bicep", "Nix"], 0.5),
  byFile(
    "infrastructure",
    /^(main|versions|providers|backend)\.tf$|^Chart\.yaml$|^Pulumi\.yaml$|^playbook\.ya?ml$/,
    "infrastructure as code",
  ),
  byTopicOrName(
    "library",
    ["library", "sdk", "client-library", "eslint-config"],
    /^(lib|libs)[-_]|^(eslint|prettier|tsconfig|babel)-(config|plugin)|[-_](lib|libs|library|sdk|client|common|utils)$/i,
  ),
  byPackage("service", SERVER_PACKAGES),
  byManifestText("service", "pom.xml", [
    ["spring-boot", "a Spring Boot application"],
    ["quarkus", "a Quarkus application"],
    ["micronaut", "a Micronaut application"],
    ["<packaging>war", "a web archive"],
  ]),
  byManifestText("service", "pyproject.toml", [
    ["fastapi", "depends on fastapi"],
    ["flask", "depends on flask"],
    ["django", "depends on django"],
    ["uvicorn", "depends on uvicorn"],
  ]),
  byManifestText("service", "Cargo.toml", [
    ["axum", "depends on axum"],
    ["actix-web", "depends on actix-web"],
    ["rocket", "depends on rocket"],
    ["tonic", "depends on tonic"],
  ]),
  byFile("service", /^cmd\/[^/]+\/main\.go$/, "a Go command"),
  byTopicOrName(
    "service",
    ["service", "microservice", "api", "backend"],
    /[-_](service|svc|server|worker|gateway|backend)$/i,
  ),
  byFile(
    "mobile-app",
    /(^|\/)(AndroidManifest\.xml|Info\.plist|Podfile|[^/]+\.xcodeproj(\/.*)?|pubspec\.yaml)$/,
    "a mobile app",
  ),
  byTopicOrName(
    "mobile-app",
    ["android", "ios", "mobile-app"],
    /^(android|ios|mobile)([-_]|$)|[-_](android|ios|mobile)([-_]app)?$/i,
  ),
  packageIsLibrary,
  byTopicOrName(
    "website",
    ["website", "frontend", "webapp", "storefront"],
    /[-_](web|website|frontend|ui|app|portal|storefront|site)$|^(website|www|frontend)$/i,
  ),
  byPackage("website", SITE_PACKAGES),
  packageIsTool,
  byTopicOrName("tool", ["cli", "tool", "devtool"], /[-_](cli|tool|tools|scripts)$|^scripts$/i),
  byFile(
    "service",
    /^(Dockerfile|Procfile|docker-compose\.ya?ml|compose\.ya?ml|app\.ya?ml|serverless\.ya?ml|skaffold\.ya?ml)$/,
    "it is deployed as a process",
  ),
  byFile("service", /^(k8s|kubernetes|deploy|helm|chart|charts)\/.+\.ya?ml$/, "deployment manifests"),
  packageStarts,
  byFile("service", /^main\.go$/, "a Go program"),
  goLibrary,
  byFile("library", /^src\/lib\.rs$/, "a Rust library"),
  byFile("tool", /^src\/main\.rs$/, "a Rust program"),
  byFile(
    "library",
    /^(pom\.xml|build\.gradle(\.kts)?|build\.sbt|setup\.py|setup\.cfg|pyproject\.toml|[^/]+\.gemspec|[^/]+\.nuspec)$/,
    "a package without anything that is deployed",
  ),
  byFile("website", /^(index\.html|public\/index\.html)$/, "a web page"),
  byFile("documentation", /^mkdocs\.ya?ml$/, "a documentation site"),
  onlyText,
  byLanguages("tool", ["Shell", "PowerShell", "Batchfile", "Makefile"], 0.6),
];

/** What kind of component a repository is, from its contents. */
export function deriveType(facts: Facts): Derived<string> {
  for (const rule of RULES) {
    const found = rule(facts);
    if (found) return found;
  }
  return because(
    "other",
    facts.snapshot.treeTruncated
      ? "nothing in the part of the tree that was read says more"
      : "nothing in the files says more",
  );
}
