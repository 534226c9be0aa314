import type { RepoSeed } from "../../fakes/github/world/seed";
import { code, goCi, javaCi, nodeCi, pythonCi, rustCi, terraformCi } from "./workflows";

const template = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: go-service
  title: Go service
  description: A service with CI, health endpoint, dashboards and an owner from the first minute
  tags: [go, recommended]
spec:
  owner: developer-experience
  type: service
  parameters:
    - title: What is it
      required: [name, owner]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z][a-z0-9-]{2,40}$' }
        description: { title: In one sentence, type: string }
        owner: { title: Owner, type: string, ui:field: OwnerPicker }
  steps:
    - id: fetch
      name: Take the skeleton
      action: fetch:template
      input: { url: ./skeleton, values: { name: '\${{ parameters.name }}' } }
    - id: publish
      name: Make the repository
      action: publish:github
      input: { repoUrl: 'github.com?owner=acme&repo=\${{ parameters.name }}' }
    - id: register
      name: Put it into the catalog
      action: catalog:register
      input: { repoContentsUrl: '\${{ steps.publish.output.repoContentsUrl }}', catalogInfoPath: /catalog-info.yaml }
  output:
    links:
      - { title: Repository, url: '\${{ steps.publish.output.remoteUrl }}' }
`;

const infrastructureCatalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: infrastructure
  title: Infrastructure
  description: Accounts, networks, clusters and databases as code
  tags: [terraform, aws]
spec:
  type: infrastructure
  lifecycle: production
  owner: infrastructure
  system: platform
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: main-cluster
  title: Main Kubernetes cluster
spec:
  type: kubernetes-cluster
  owner: infrastructure
  system: platform
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: event-bus
  title: Kafka
  description: Three brokers, twelve thousand messages a second
spec:
  type: message-broker
  owner: infrastructure
  system: platform
  dependsOn: [resource:main-cluster]
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: platform
  title: Platform
spec:
  owner: platform
`;

export const platform: readonly RepoSeed[] = [
  {
    name: "infrastructure",
    description: "Accounts, networks, clusters and databases as code",
    topics: ["terraform", "aws"],
    pushedDaysAgo: 0.4,
    createdDaysAgo: 2100,
    authors: ["bram", "victor"],
    files: () => ({
      "README.md": "# Infrastructure\n\n| Folder | Account | Applied by |\n|---|---|---|\n| [`network/`](network) | shared | pipeline |\n| [`clusters/`](clusters) | production | pipeline, after approval |\n\n**Never** apply from a laptop.\n",
      "catalog-info.yaml": infrastructureCatalog,
      "network/main.tf": code(18_200, 'module "vpc" {\n  source = "github.com/acme/terraform-modules//vpc"\n}\n'),
      "clusters/main.tf": code(24_900, 'module "eks" {\n  source = "github.com/acme/terraform-modules//eks"\n}\n'),
      "versions.tf": 'terraform {\n  required_version = ">= 1.13"\n}\n',
      ".github/CODEOWNERS": "* @acme/infrastructure\n/network/ @bram @acme/infrastructure\n",
      ".github/workflows/plan.yml": terraformCi,
    }),
  },
  {
    name: "terraform-modules",
    description: "Reviewed building blocks for Terraform",
    topics: ["terraform"],
    pushedDaysAgo: 7,
    authors: ["victor", "bram"],
    files: () => ({ "README.md": "# Terraform modules\n\nEach folder is a module with its own version tag, e.g. `vpc/v3.1.0`.\n", "vpc/main.tf": code(9_300, 'resource "aws_vpc" "this" {\n  cidr_block = var.cidr\n}\n'), "vpc/variables.tf": 'variable "cidr" {\n  type = string\n}\n', "eks/main.tf": code(14_600, 'resource "aws_eks_cluster" "this" {}\n'), "postgres/main.tf": code(7_700, 'resource "aws_rds_cluster" "this" {}\n'), CODEOWNERS: "# Terraform\n*.tf @acme/infrastructure\n", ".github/workflows/plan.yml": terraformCi }),
  },
  {
    name: "cluster-config",
    description: "What runs in the cluster, by Helm and Argo CD",
    topics: ["kubernetes", "helm", "gitops"],
    pushedDaysAgo: 0.1,
    authors: ["victor", "jonas"],
    files: () => ({ "README.md": "# Cluster config\n\nMerged is deployed: Argo CD follows `main`.\n", "apps/payments-api/values.yaml": "replicas: 6\nimage: acme/payments-api\n", "apps/order-service/values.yaml": "replicas: 4\nimage: acme/order-service\n", "charts/service/Chart.yaml": "apiVersion: v2\nname: service\nversion: 2.4.0\n", "charts/service/templates/deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n", "kustomization.yaml": "resources: [apps]\n", CODEOWNERS: "* @acme/infrastructure\n/apps/payments-api/ @acme/payments\n" }),
  },
  {
    name: "go-kit",
    description: "Server, tracing and configuration for our Go services",
    topics: ["go", "library"],
    license: "Apache-2.0",
    pushedDaysAgo: 5,
    authors: ["jonas", "lin"],
    files: () => ({
      "README.md": "# go-kit\n\nWhat every Go service needs and nobody wants to write twice.\n\n```go\nserver.Run(handler, server.WithTracing())\n```\n",
      "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: go-kit\n  title: Go kit\n  description: Server, tracing and configuration for our Go services\n  tags: [go]\nspec:\n  type: library\n  lifecycle: production\n  owner: developer-experience\n  system: platform\n",
      "go.mod": "module github.com/acme/go-kit\n\ngo 1.24\n",
      "server/server.go": code(13_900, "// Package server starts, serves and drains.\npackage server\n"),
      "trace/trace.go": code(6_200, "package trace\n"),
      CODEOWNERS: "* @acme/developer-experience\n",
      ".github/workflows/ci.yml": goCi,
    }),
  },
  {
    name: "java-commons",
    description: "Shared Java code: money, ids, Kafka",
    topics: ["java", "library"],
    pushedDaysAgo: 28,
    authors: ["elif", "dana"],
    files: () => ({ "README.md": "# Java commons\n\n`example.acme:commons-money`, `commons-ids`, `commons-kafka`.\n", "pom.xml": "<project><groupId>example.acme</groupId><artifactId>commons</artifactId><version>5.0.0</version><packaging>pom</packaging><modules><module>money</module></modules></project>\n", "money/pom.xml": "<project><artifactId>commons-money</artifactId></project>\n", "money/src/main/java/example/acme/money/Money.java": code(12_100, "package example.acme.money;\n\npublic record Money(String currency, long minor) { }\n"), ".github/workflows/ci.yml": javaCi }),
  },
  {
    name: "py-acme",
    description: "Python client library of our internal APIs",
    topics: ["python", "library"],
    pushedDaysAgo: 40,
    authors: ["leila", "imani"],
    files: () => ({ "README.md": "# py-acme\n\n```python\nfrom acme import Orders\nOrders().get('ord_42')\n```\n", "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "py-acme"\nversion = "1.4.0"\n', "src/acme/__init__.py": code(5_400, "from .orders import Orders\n"), ".github/CODEOWNERS": "* @acme/data-platform\n", ".github/workflows/ci.yml": pythonCi }),
  },
  {
    name: "acme-cli",
    description: "One command for deploys, logs and secrets",
    topics: ["rust", "cli"],
    license: "MIT",
    pushedDaysAgo: 3,
    authors: ["jonas", "victor"],
    files: () => ({ "README.md": "# acme\n\n```sh\nacme deploy payments-api --wait\nacme logs order-service --since 10m\n```\n\nInstall: `brew install acme/tap/acme`.\n", "Cargo.toml": '[package]\nname = "acme-cli"\nversion = "2.11.0"\nedition = "2024"\n\n[[bin]]\nname = "acme"\npath = "src/main.rs"\n', "src/main.rs": code(21_300, "fn main() {}\n"), "src/deploy.rs": code(16_000, "pub fn deploy() {}\n"), "docs/CODEOWNERS": "* @acme/developer-experience\n", ".github/workflows/ci.yml": rustCi }),
  },
  {
    name: "setup-acme-cli",
    description: "GitHub Action that installs the acme command",
    topics: ["github-action"],
    license: "MIT",
    pushedDaysAgo: 52,
    authors: ["jonas"],
    files: () => ({ "README.md": "# setup-acme-cli\n\n```yaml\n- uses: acme/setup-acme-cli@v2\n  with:\n    version: 2.x\n```\n", "action.yml": "name: Set up acme CLI\ndescription: Installs the acme command and caches it\ninputs:\n  version:\n    description: Version or range\n    default: latest\nruns:\n  using: node24\n  main: dist/index.js\n", "package.json": '{ "name": "setup-acme-cli", "version": "2.3.0", "private": true }\n', "src/index.ts": code(4_800, "export async function run() {}\n"), CODEOWNERS: "* @acme/developer-experience\n", ".github/workflows/ci.yml": nodeCi }),
  },
  {
    name: "service-templates",
    description: "Start a new service here",
    topics: ["templates"],
    pushedDaysAgo: 17,
    authors: ["jonas", "anouk"],
    files: () => ({ "README.md": "# Service templates\n\nUse them through the portal; copying the folder works too.\n", "catalog-info.yaml": template, "skeleton/catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${{ values.name | dump }}\nspec:\n  type: service\n  lifecycle: experimental\n  owner: ${{ values.owner }}\n", "skeleton/main.go": "package main\n\nfunc main() {}\n", "skeleton/go.mod": "module github.com/acme/${{ values.name }}\n", CODEOWNERS: "* @acme/developer-experience\n" }),
  },
  {
    name: "developer-handbook",
    description: "How we build, ship and stay awake at night",
    topics: ["documentation"],
    homepage: "https://handbook.acme.example",
    pushedDaysAgo: 1.2,
    authors: ["anouk", "ada", "jonas"],
    files: () => ({
      "README.md": "# Developer handbook\n\nRead it at [handbook.acme.example](https://handbook.acme.example) or start with [your first week](docs/first-week.md).\n",
      "mkdocs.yml": "site_name: Developer handbook\nnav:\n  - Welcome: index.md\n  - First week: first-week.md\n  - On call: on-call.md\n  - Decisions:\n      - Why Postgres: decisions/0001-postgres.md\nplugins:\n  - techdocs-core\nmarkdown_extensions:\n  - admonition\n",
      "docs/index.md": "# Welcome\n\nThree rules:\n\n1. Small changes.\n2. Look at the graph after you deploy.\n3. Ask.\n\n![Our map](assets/map.png)\n",
      "docs/first-week.md": "# Your first week\n\n| Day | Do |\n|---|---|\n| Monday | Laptop, accounts, [acme CLI](https://github.com/acme/acme-cli) |\n| Tuesday | Fix a typo and deploy it |\n| Friday | Tell us what was confusing |\n",
      "docs/on-call.md": "# On call\n\n!!! warning\n    You may wake anyone. Nobody will be angry.\n\nPager, then runbook, then people.\n",
      "docs/decisions/0001-postgres.md": "# 1. Postgres unless proven otherwise\n\nAccepted, March 2021.\n",
      "docs/assets/map.png": { size: 92_114 },
      CODEOWNERS: "* @acme/docs-guild\n/docs/on-call.md @acme/infrastructure\n",
    }),
  },
  {
    name: "runbooks",
    description: "What to do when the pager rings",
    topics: ["documentation", "operations"],
    pushedDaysAgo: 2,
    authors: ["victor", "noor", "dana"],
    files: () => ({ "README.md": "# Runbooks\n\nOne file per alert, named after it.\n", "mkdocs.yml": "site_name: Runbooks\n", "docs/index.md": "# Runbooks\n\n- [Payment captures fail](payment-captures-fail.md)\n- [Kafka lag](kafka-lag.md)\n", "docs/payment-captures-fail.md": "# Payment captures fail\n\nSee the [payments runbook](https://github.com/acme/payments-api/blob/main/docs/runbook.md).\n", "docs/kafka-lag.md": "# Kafka lag\n\n```sh\nacme kafka lag --group order-service\n```\n", ".github/CODEOWNERS": "*  @acme/platform\n" }),
  },
  {
    name: "incident-bot",
    description: "Opens the channel, calls the people, keeps the timeline",
    topics: ["typescript", "slack"],
    pushedDaysAgo: 26,
    // No CODEOWNERS and no team: only the history says whose it is.
    authors: ["victor", "victor", "anouk"],
    files: () => ({ "README.md": "# Incident bot\n\n`/incident payments are down` and the rest happens.\n", "package.json": '{\n  "name": "incident-bot",\n  "private": true,\n  "scripts": { "start": "node dist/bot.js" },\n  "dependencies": { "@slack/bolt": "4.4.0" }\n}\n', "src/bot.ts": code(15_700, "export {};\n"), Dockerfile: "FROM node:24-slim\n", ".github/workflows/ci.yml": nodeCi }),
  },
  {
    name: ".github",
    description: "Defaults for all repositories of the organisation",
    pushedDaysAgo: 120,
    authors: ["tomasz"],
    files: () => ({ "profile/README.md": "# Acme Commerce\n\nWe sell things.\n", "SECURITY.md": "# Security\n\nWrite to security@acme.example.\n", ".github/PULL_REQUEST_TEMPLATE.md": "## Why\n\n## How to see that it works\n" }),
  },
];
