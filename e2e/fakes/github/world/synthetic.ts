import { pick, pickOf, stableId } from "./hash";
import type { MemberSeed, OrgSeed, RepoSeed, TeamSeed } from "./seed";

const areas: readonly [string, ...string[]] = [
  "billing",
  "orders",
  "search",
  "identity",
  "shipping",
  "pricing",
  "ledger",
  "alerts",
  "reports",
  "media",
  "catalog",
  "returns",
];
const roles: readonly [string, ...string[]] = [
  "api",
  "worker",
  "web",
  "lib",
  "infra",
  "docs",
  "gateway",
  "sync",
  "proxy",
  "client",
  "jobs",
  "schema",
];
const firstNames: readonly [string, ...string[]] = [
  "Ida",
  "Omar",
  "Lena",
  "Tariq",
  "Mina",
  "Jonas",
  "Aiko",
  "Pavel",
  "Rosa",
  "Emil",
  "Noor",
  "Ravi",
  "Sofia",
  "Bram",
  "Zoe",
  "Hugo",
];
const lastNames: readonly [string, ...string[]] = [
  "Berg",
  "Costa",
  "Dahl",
  "Eriksen",
  "Fischer",
  "Garcia",
  "Haddad",
  "Ito",
  "Jansen",
  "Kowalski",
  "Lind",
  "Moreau",
];

function catalogInfo(name: string, role: string, owner: string, area: string): string {
  const api = role === "api" || role === "gateway";
  const lines = [
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    `  name: ${name}`,
    `  description: The ${area} ${role}`,
    `  tags: [${area}, ${role}]`,
    "spec:",
    `  type: ${role === "lib" || role === "client" ? "library" : role === "web" ? "website" : role === "docs" ? "documentation" : "service"}`,
    "  lifecycle: production",
    `  owner: group:${owner}`,
    `  system: ${area}`,
  ];
  if (!api) return `${lines.join("\n")}\n`;
  const definition = [
    "---",
    "apiVersion: backstage.io/v1alpha1",
    "kind: API",
    "metadata:",
    `  name: ${name}-rest`,
    "spec:",
    "  type: openapi",
    "  lifecycle: production",
    `  owner: group:${owner}`,
    "  definition:",
    "    $text: ./openapi.yaml",
  ];
  return `${[...lines, `  providesApis: [${name}-rest]`, ...definition].join("\n")}\n`;
}

function sources(name: string, i: number): Record<string, string> {
  const tables: readonly [Record<string, string>, ...Record<string, string>[]] = [
    {
      "go.mod": `module example.com/${name}\n\ngo 1.24\n`,
      "main.go": `package main\n\nfunc main() { serve(":8080") }\n`,
      Dockerfile: "FROM golang:1.24\nCOPY . .\nRUN go build\n",
    },
    {
      "package.json": JSON.stringify(
        {
          name,
          version: "1.2.0",
          scripts: { start: "node dist/main.js", build: "tsc" },
          dependencies: { express: "5.1.0" },
        },
        undefined,
        2,
      ),
      "src/main.ts": "export const port = 8080;\n",
      Dockerfile: "FROM node:24\n",
    },
    {
      "pyproject.toml": `[project]\nname = "${name}"\nversion = "0.4.1"\n`,
      "src/app.py": "def handler(event):\n    return event\n",
    },
    {
      "pom.xml": `<project><groupId>example</groupId><artifactId>${name}</artifactId><version>1.0.0</version></project>\n`,
      "src/main/java/App.java": "public class App { }\n",
    },
    {
      "main.tf": `terraform {\n  required_version = ">= 1.9"\n}\n`,
      "variables.tf": 'variable "region" {\n  type = string\n}\n',
    },
    {
      "Cargo.toml": `[package]\nname = "${name}"\nversion = "0.2.0"\nedition = "2024"\n`,
      "src/lib.rs": "pub fn run() {}\n",
    },
    {
      "package.json": JSON.stringify(
        { name: `@synth/${name}`, version: "3.0.1", main: "dist/index.js", types: "dist/index.d.ts" },
        undefined,
        2,
      ),
      "src/index.ts": "export const one = 1;\n",
    },
    {
      "mkdocs.yml": `site_name: ${name}\n`,
      "docs/index.md": `# ${name}\n\nHow it works.\n`,
      "docs/operations.md": "# Operations\n\nRestart it.\n",
    },
  ];
  return tables[i % tables.length] ?? tables[0];
}

function filesOf(
  login: string,
  name: string,
  i: number,
  area: string,
  role: string,
  owner: string,
): Record<string, string> {
  const files: Record<string, string> = {
    "README.md": `# ${name}\n\nThe ${area} ${role}, kept by @${login}/${owner}.\n`,
    ...sources(name, i),
  };
  if (i % 10 < 3) files["catalog-info.yaml"] = catalogInfo(name, role, owner, area);
  if (i % 10 < 3 && (role === "api" || role === "gateway"))
    files["openapi.yaml"] =
      `openapi: 3.1.0\ninfo:\n  title: ${name}\n  version: 1.0.0\npaths:\n  /items:\n    get:\n      responses:\n        "200":\n          description: Items\n`;
  if (i % 4 !== 3) files[i % 2 === 0 ? "CODEOWNERS" : ".github/CODEOWNERS"] = `* @${login}/${owner}\n`;
  if (i % 3 === 0)
    files[".github/workflows/ci.yml"] =
      "name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n";
  if (i % 97 === 96)
    files["catalog-info.yaml"] =
      "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n\tname: broken\n";
  return files;
}

/**
 * An organisation `synth-N` with N repositories, the same for the same N.
 *
 * @returns undefined when the login is no synthetic one or N is above 100,000
 */
export function syntheticOrg(login: string): OrgSeed | undefined {
  const size = Number(/^synth-(\d{1,6})(?:-[a-z0-9]+)?$/.exec(login)?.[1] ?? Number.NaN);
  if (!(size <= 100_000)) return undefined;
  const teamCount = Math.min(areas.length, Math.max(2, Math.ceil(size / 15)));
  const people = Array.from({ length: Math.min(200, 8 + Math.ceil(size / 10)) }, (_, i): MemberSeed => {
    const name = `${pickOf(firstNames, login, "first", String(i))} ${pickOf(lastNames, login, "last", String(i))}`;
    return { login: `${name.toLowerCase().replace(" ", "-")}-${i}`, name };
  });
  const teamRepos = new Map<string, Record<string, "push" | "admin">>(
    areas.slice(0, teamCount).map((area) => [`team-${area}`, {}]),
  );
  // Ids in a row: a hash would collide among 100,000.
  const firstId = 1_000_000_000 + (stableId(login) % 900) * 100_000;
  const repos = Array.from({ length: size }, (_, i): RepoSeed => {
    const area = areas[pick(teamCount, login, "area", String(i))] ?? areas[0];
    const role = pickOf(roles, login, "role", String(i));
    const name = `${area}-${role}-${String(i).padStart(String(size).length, "0")}`;
    const team = teamRepos.get(`team-${area}`);
    if (team !== undefined && i % 5 !== 4) team[name] = i % 7 === 0 ? "admin" : "push";
    return {
      id: firstId + i,
      name,
      description: `The ${area} ${role}`,
      topics: [area, role],
      archived: i % 23 === 22,
      private: i % 2 === 0,
      pushedDaysAgo: (i % 400) + 0.5,
      files: () => filesOf(login, name, i, area, role, `team-${area}`),
    };
  });
  return {
    login,
    name: `Synthetic ${size}`,
    description: `${size} repositories made by a rule`,
    members: [{ login: "ada", name: "Ada Obi", email: "ada@acme.example", role: "admin" }, ...people],
    teams: [...teamRepos].map(
      ([slug, repositories], i): TeamSeed => ({
        slug,
        name: `Team ${slug.slice(5)}`,
        members: people.filter((_, p) => p % teamCount === i).map((person) => person.login),
        repos: repositories,
      }),
    ),
    repos,
  };
}
