import type { OrgSeed } from "../fakes/github/world/seed";

const ci = "name: Build\non: [push, pull_request]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n      - run: ./build.sh\n";

/** The second tenant's organisation: other people, other names, one service called as one of acme's. */
export const globex: OrgSeed = {
  login: "globex",
  name: "Globex Logistics",
  description: "Parcels, on time",
  members: [
    { login: "gus", name: "Gus Lindqvist", role: "admin" },
    { login: "hedda", name: "Hedda Nyström" },
    { login: "ivo", name: "Ivo Marek" },
    { login: "jun", name: "Jun Watanabe" },
    { login: "karla", name: "Karla Benítez" },
  ],
  teams: [
    { slug: "tracking", name: "Tracking", description: "Where is my parcel", maintainers: ["hedda"], members: ["ivo"], repos: { "parcel-tracker": "admin", "tracking-events": "push" } },
    { slug: "depots", name: "Depots", description: "Sorting and routing", maintainers: ["jun"], members: ["karla"], repos: { "route-planner": "admin", "depot-terraform": "push", billing: "push" } },
  ],
  repos: [
    {
      name: "parcel-tracker",
      description: "Answers where a parcel is",
      topics: ["tracking", "elixir"],
      license: "Apache-2.0",
      pushedDaysAgo: 1,
      authors: ["hedda", "ivo"],
      files: () => ({
        "README.md": "# Parcel tracker\n\nKeeps the last known place of every parcel and answers in under 20 ms.\n\n## Run\n\n```sh\nmix deps.get && mix phx.server\n```\n",
        "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: parcel-tracker\n  title: Parcel tracker\n  description: Answers where a parcel is\nspec:\n  type: service\n  lifecycle: production\n  owner: tracking\n  providesApis: [tracking-rest]\n---\napiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: tracking-rest\nspec:\n  type: openapi\n  lifecycle: production\n  owner: tracking\n  definition:\n    $text: ./openapi.yaml\n",
        "openapi.yaml": "openapi: 3.0.3\ninfo:\n  title: Tracking\n  version: 2.1.0\npaths:\n  /parcels/{id}:\n    get:\n      summary: Last known place of a parcel\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n      responses:\n        '200': { description: The place and when it was seen }\n        '404': { description: Unknown parcel }\n",
        "mix.exs": "defmodule ParcelTracker.MixProject do\n  use Mix.Project\n  def project, do: [app: :parcel_tracker, version: \"2.1.0\"]\nend\n",
        "lib/parcel_tracker/application.ex": "defmodule ParcelTracker.Application do\n  use Application\n  def start(_type, _args), do: Supervisor.start_link([], strategy: :one_for_one)\nend\n",
        "CODEOWNERS": "* @globex/tracking\n",
        ".github/workflows/build.yml": ci,
      }),
    },
    {
      name: "tracking-events",
      description: "Kafka schemas of parcel events",
      pushedDaysAgo: 12,
      files: () => ({
        "README.md": "# Tracking events\n\nSchemas for `parcel.scanned` and `parcel.delivered`.\n",
        "asyncapi.yaml": "asyncapi: 2.6.0\ninfo:\n  title: Parcel events\n  version: 1.3.0\nchannels:\n  parcel.scanned:\n    subscribe:\n      message:\n        name: ParcelScanned\n        payload:\n          type: object\n          properties:\n            parcelId: { type: string }\n            depot: { type: string }\n",
        "package.json": '{\n  "name": "@globex/tracking-events",\n  "version": "1.3.0",\n  "main": "dist/index.js",\n  "types": "dist/index.d.ts"\n}\n',
        "src/index.ts": "export type ParcelScanned = { parcelId: string; depot: string };\n",
        ".github/CODEOWNERS": "*  @globex/tracking @hedda\n",
      }),
    },
    {
      name: "route-planner",
      description: "Plans which van drives where",
      topics: ["optimisation"],
      pushedDaysAgo: 2,
      authors: ["jun", "karla"],
      files: () => ({
        "README.md": "# Route planner\n\nSolves the vehicle routing problem for 140 depots every night.\n",
        "pyproject.toml": '[project]\nname = "route-planner"\nversion = "5.0.2"\ndependencies = ["ortools>=9.12", "fastapi"]\n',
        "route_planner/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/plans/{depot}')\ndef plan(depot: str) -> dict:\n    return {'depot': depot, 'vans': []}\n",
        Dockerfile: 'FROM python:3.13-slim\nCOPY . /app\nCMD ["uvicorn", "route_planner.main:app"]\n',
        ".github/workflows/build.yml": ci,
      }),
    },
    {
      name: "depot-terraform",
      description: "Cloud set-up of the depots",
      private: true,
      pushedDaysAgo: 20,
      files: () => ({ "README.md": "# Depot infrastructure\n", "main.tf": 'module "depot" {\n  source   = "./modules/depot"\n  for_each = toset(var.depots)\n}\n', "variables.tf": 'variable "depots" {\n  type = list(string)\n}\n', CODEOWNERS: "* @globex/depots\n" }),
    },
    {
      name: "billing",
      description: "Invoices for business customers",
      pushedDaysAgo: 6,
      files: () => ({ "README.md": "# Billing\n", "build.gradle.kts": 'plugins { kotlin("jvm") version "2.2.0" }\n', "src/main/kotlin/Main.kt": "fun main() = println(\"billing\")\n", Dockerfile: "FROM eclipse-temurin:21\n" }),
    },
    { name: "old-website", description: "The site before the rebrand", archived: true, pushedDaysAgo: 900, files: () => ({ "index.html": "<!doctype html><title>Globex</title>\n", "README.md": "# Old website\n\nArchived.\n" }) },
  ],
};
