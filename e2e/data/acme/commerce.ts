import type { RepoSeed } from "../../fakes/github/world/seed";
import { code, goCi, javaCi, nodeCi, pythonCi, rustCi } from "./workflows";

const ordersOpenapi = `openapi: 3.0.3
info:
  title: Orders API
  version: 3.4.1
paths:
  /orders:
    get:
      summary: List a customer's orders
      parameters:
        - { name: customer, in: query, required: true, schema: { type: string } }
        - { name: cursor, in: query, schema: { type: string } }
      responses:
        '200': { description: A page of orders }
    post:
      summary: Place an order
      responses:
        '201': { description: Placed }
        '409': { description: Basket changed meanwhile }
  /orders/{id}/cancel:
    post:
      summary: Cancel before it ships
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '204': { description: Cancelled }
`;

const orderEvents = `asyncapi: 3.0.0
info:
  title: Order events
  version: 2.2.0
  description: What happens to an order, in order, per order id.
channels:
  orderPlaced:
    address: orders.placed.v2
    messages:
      placed:
        payload:
          type: object
          required: [orderId, customerId, total]
          properties:
            orderId: { type: string }
            customerId: { type: string }
            total: { type: integer, description: minor units }
  orderShipped:
    address: orders.shipped.v1
    messages:
      shipped:
        payload:
          type: object
          properties:
            orderId: { type: string }
            carrier: { type: string }
operations:
  publishPlaced:
    action: send
    channel: { $ref: '#/channels/orderPlaced' }
  publishShipped:
    action: send
    channel: { $ref: '#/channels/orderShipped' }
`;

const ordersCatalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: order-service
  title: Order service
  description: The life of an order, from placed to delivered
  tags: [java, spring, kafka]
  annotations:
    github.com/project-slug: acme/order-service
    sonarqube.org/project-key: acme_order-service
    pagerduty.com/service-id: PORD3RS
spec:
  type: service
  lifecycle: production
  owner: orders
  system: fulfilment
  providesApis: [orders-rest, order-events]
  consumesApis: [payments-rest]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: orders-rest
  title: Orders REST
spec:
  type: openapi
  lifecycle: production
  owner: orders
  system: fulfilment
  definition:
    $text: ./api/openapi.yaml
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: order-events
  title: Order events
spec:
  type: asyncapi
  lifecycle: production
  owner: orders
  system: fulfilment
  definition:
    $text: ./api/asyncapi.yaml
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: fulfilment
  title: Fulfilment
spec:
  owner: orders
  domain: commerce
`;

const proto = `syntax = "proto3";

package acme.pricing.v1;

option go_package = "github.com/acme/protos/gen/pricing/v1;pricingv1";

// Answers what a basket costs, discounts and tax included.
service Pricing {
  rpc PriceBasket(PriceBasketRequest) returns (PriceBasketResponse);
}

message PriceBasketRequest {
  string customer_id = 1;
  repeated Line lines = 2;
  message Line { string sku = 1; int32 quantity = 2; }
}

message PriceBasketResponse {
  int64 total_minor = 1;
  string currency = 2;
  repeated string applied_promotions = 3;
}
`;

const gradle = 'plugins { kotlin("jvm") version "2.2.20"; id("io.ktor.plugin") version "3.3.0" }\n';

export const commerce: readonly RepoSeed[] = [
  {
    name: "order-service",
    description: "The life of an order, from placed to delivered",
    topics: ["java", "spring-boot", "kafka"],
    license: "Apache-2.0",
    pushedDaysAgo: 0.7,
    createdDaysAgo: 1750,
    authors: ["dana", "felix", "noor"],
    files: () => ({
      "README.md": "# Order service\n\nOwns an order from the moment it is placed. Others learn about it from [events](api/asyncapi.yaml), never by reading our tables.\n\n## States\n\n```mermaid\nstateDiagram-v2\n  [*] --> placed\n  placed --> paid\n  paid --> shipped\n  shipped --> delivered\n  placed --> cancelled\n```\n\n| Topic | Key | Kept |\n|---|---|---|\n| `orders.placed.v2` | order id | 7 days |\n| `orders.shipped.v1` | order id | 7 days |\n",
      "catalog-info.yaml": ordersCatalog,
      "api/openapi.yaml": ordersOpenapi,
      "api/asyncapi.yaml": orderEvents,
      "pom.xml": "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>example.acme</groupId>\n  <artifactId>order-service</artifactId>\n  <version>3.4.1</version>\n  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.6</version></parent>\n</project>\n",
      "src/main/java/example/acme/orders/OrderController.java": code(27_300, "package example.acme.orders;\n\n@RestController\nclass OrderController { }\n"),
      "src/main/java/example/acme/orders/OrderStateMachine.java": code(19_800, "package example.acme.orders;\n\nfinal class OrderStateMachine { }\n"),
      Dockerfile: "FROM eclipse-temurin:21-jre\nCOPY target/order-service.jar /app.jar\n",
      ".github/CODEOWNERS": "* @acme/orders\n/api/ @acme/orders @acme/storefront\n",
      ".github/workflows/ci.yml": javaCi,
    }),
  },
  {
    name: "cart-service",
    description: "Baskets, kept for thirty days",
    topics: ["go", "redis"],
    pushedDaysAgo: 3.3,
    authors: ["felix", "dana"],
    files: () => ({
      "README.md": "# Cart service\n\nA basket lives in Redis for thirty days and is merged when a guest signs in.\n",
      "openapi.json": '{\n  "openapi": "3.0.3",\n  "info": { "title": "Cart API", "version": "1.2.0" },\n  "paths": {\n    "/carts/{id}": { "get": { "summary": "Read a basket", "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }], "responses": { "200": { "description": "The basket" } } } }\n  }\n}\n',
      "go.mod": "module github.com/acme/cart-service\n\ngo 1.24\n\nrequire github.com/acme/go-kit v1.13.2\n",
      "main.go": code(11_400, "package main\n\nfunc main() {}\n"),
      "internal/merge/merge.go": code(8_300, "package merge\n"),
      Dockerfile: "FROM golang:1.24\nCOPY . .\nRUN go build -o /cart .\nCMD [\"/cart\"]\n",
      CODEOWNERS: "* @acme/orders\n",
      ".github/workflows/ci.yml": goCi,
    }),
  },
  {
    name: "pricing-engine",
    description: "What a basket costs, in 3 ms",
    topics: ["rust", "grpc"],
    pushedDaysAgo: 5.2,
    authors: ["felix"],
    files: () => ({
      "README.md": "# Pricing engine\n\nPure function from basket to price. 3 ms at the 99th percentile; see [benches](benches/basket.rs).\n\nSpeaks gRPC: [`pricing.proto`](proto/acme/pricing/v1/pricing.proto).\n",
      "Cargo.toml": '[package]\nname = "pricing-engine"\nversion = "2.7.0"\nedition = "2024"\n\n[dependencies]\ntonic = "0.14"\n',
      "src/main.rs": code(14_900, "fn main() {}\n"),
      "src/rules.rs": code(26_200, "//! Discounts apply in the order marketing agreed on, never by size.\n"),
      "benches/basket.rs": code(2_600, "fn bench() {}\n"),
      "proto/acme/pricing/v1/pricing.proto": proto,
      "CODEOWNERS": "# The team was renamed in May; @felix answers until the new one is set up.\n* @felix @acme/orders\n",
      ".github/workflows/ci.yml": rustCi,
    }),
  },
  {
    name: "inventory",
    description: "What is on which shelf",
    topics: ["kotlin"],
    pushedDaysAgo: 6,
    authors: ["dana", "imani"],
    // Broken: a tab where YAML wants spaces.
    files: () => ({ "README.md": "# Inventory\n\nStock per warehouse, corrected by the nightly count.\n", "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: inventory\n  description: What is on which shelf\nspec:\n\ttype: service\n\tlifecycle: production\n\towner: orders\n", "build.gradle.kts": gradle, "src/main/kotlin/Inventory.kt": code(23_700, "fun main() {}\n"), Dockerfile: "FROM eclipse-temurin:21\n", CODEOWNERS: "* @acme/orders\n", ".github/workflows/ci.yml": javaCi }),
  },
  {
    name: "shipping-rates",
    description: "What sending a parcel costs",
    topics: ["python", "fastapi"],
    pushedDaysAgo: 8,
    authors: ["imani"],
    // Broken: one key twice.
    files: () => ({ "README.md": "# Shipping rates\n\nAsks four carriers and picks the cheapest that arrives in time.\n", "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shipping-rates\n  description: What sending a parcel costs\nspec:\n  type: service\n  lifecycle: production\n  owner: orders\n  system: fulfilment\n  owner: data-platform\n", "pyproject.toml": '[project]\nname = "shipping-rates"\nversion = "1.9.3"\ndependencies = ["fastapi>=0.118"]\n', "shipping_rates/app.py": code(12_300, "from fastapi import FastAPI\n\napp = FastAPI()\n"), Dockerfile: "FROM python:3.13-slim\n", ".github/CODEOWNERS": "* @acme/orders\n", ".github/workflows/ci.yml": pythonCi }),
  },
  {
    name: "promotions",
    description: "Vouchers and two-for-one",
    topics: ["typescript"],
    pushedDaysAgo: 11,
    authors: ["marco", "felix"],
    // Broken: spec.owner is missing.
    files: () => ({ "README.md": "# Promotions\n\nVoucher codes, checked and burnt exactly once.\n", "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: promotions\n  description: Vouchers and two-for-one\nspec:\n  type: service\n  lifecycle: production\n", "package.json": '{\n  "name": "promotions",\n  "private": true,\n  "scripts": { "start": "node dist/main.js" },\n  "dependencies": { "fastify": "5.6.1" }\n}\n', "src/main.ts": code(13_100, "import fastify from 'fastify';\n\nexport const app = fastify();\n"), Dockerfile: "FROM node:24-slim\n", CODEOWNERS: "* @acme/commerce\n", ".github/workflows/ci.yml": nodeCi }),
  },
  {
    name: "returns-portal",
    description: "Where customers send things back",
    topics: ["nextjs"],
    pushedDaysAgo: 15,
    authors: ["sofia", "marco"],
    // Broken: a name with characters that no entity name may have.
    files: () => ({ "README.md": "# Returns portal\n\nPrints the label and tracks the parcel back.\n", "catalog-info.yaml": 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: "Returns portal (web)"\n  description: Where customers send things back\nspec:\n  type: website\n  lifecycle: production\n  owner: storefront\n', "package.json": '{\n  "name": "returns-portal",\n  "private": true,\n  "dependencies": { "next": "16.0.3" }\n}\n', "next.config.ts": "export default {};\n", "app/page.tsx": code(10_500, "export default function Page() {\n  return null;\n}\n"), ".github/CODEOWNERS": "* @acme/storefront\n" }),
  },
  {
    name: "product-catalog",
    description: "Every article we sell, and its pictures",
    topics: ["java"],
    pushedDaysAgo: 2.6,
    authors: ["dana"],
    // Broken: no such kind.
    files: () => ({ "README.md": "# Product catalog\n\n1.2 million articles, re-read from suppliers each night.\n", "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Microservice\nmetadata:\n  name: product-catalog\nspec:\n  type: service\n  lifecycle: production\n  owner: orders\n", "pom.xml": "<project><groupId>example.acme</groupId><artifactId>product-catalog</artifactId><version>6.1.0</version></project>\n", "src/main/java/example/acme/catalog/Catalog.java": code(44_600, "package example.acme.catalog;\n\nclass Catalog { }\n"), Dockerfile: "FROM eclipse-temurin:21\n", ".github/CODEOWNERS": "* @acme/orders\n", ".github/workflows/ci.yml": javaCi }),
  },
  {
    name: "reviews",
    description: "Stars and opinions",
    topics: ["python", "django"],
    pushedDaysAgo: 19,
    authors: ["imani", "leila"],
    // Broken: cut in the middle of a quoted string, as after a bad merge.
    files: () => ({ "README.md": "# Reviews\n\nModerated by people, pre-sorted by a model.\n", "catalog-info.yaml": 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: reviews\n  description: "Stars and opinions, moderated by\n  tags: [python, django\nspec:\n  type: serv', "pyproject.toml": '[project]\nname = "reviews"\nversion = "0.31.0"\ndependencies = ["django>=5.2"]\n', "reviews/models.py": code(15_200, "from django.db import models\n"), "manage.py": code(700, "import django\n"), CODEOWNERS: "* @imani\n", ".github/workflows/ci.yml": pythonCi }),
  },
  {
    name: "wishlists",
    description: "Things to buy later",
    topics: ["go"],
    pushedDaysAgo: 47,
    authors: ["lin", "felix"],
    // Valid, but the team it names is gone.
    files: () => ({ "README.md": "# Wishlists\n\nSmall service, few changes.\n", "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: wishlists\n  description: Things to buy later\nspec:\n  type: service\n  lifecycle: production\n  owner: group:default/growth-squad\n  system: shop\n", "go.mod": "module github.com/acme/wishlists\n\ngo 1.23\n", "main.go": code(6_800, "package main\n\nfunc main() {}\n"), Dockerfile: "FROM golang:1.23\n", ".github/workflows/ci.yml": goCi }),
  },
  {
    name: "protos",
    description: "Protobuf contracts between services",
    topics: ["protobuf", "grpc"],
    pushedDaysAgo: 13,
    authors: ["felix", "bram"],
    files: () => ({ "README.md": "# Protos\n\n`buf lint && buf breaking --against main` before every merge.\n", "buf.yaml": "version: v2\nmodules:\n  - path: proto\n", "proto/acme/pricing/v1/pricing.proto": proto, "proto/acme/inventory/v1/inventory.proto": proto.replaceAll("ricing", "nventory").replaceAll("pnventory", "inventory").replaceAll("Pnventory", "Inventory"), CODEOWNERS: "* @acme/platform\n/proto/acme/pricing/ @acme/orders\n" }),
  },
  {
    name: "fraud-scoring",
    description: "How likely is this order a fraud",
    topics: ["python", "machine-learning"],
    private: true,
    pushedDaysAgo: 1.1,
    authors: ["leila", "ravi"],
    files: () => ({ "README.md": "# Fraud scoring\n\nPrivate: whoever knows the rules can break them.\n\n```python\nscore = model.predict(order)   # 0 … 1\n```\n", "pyproject.toml": '[project]\nname = "fraud-scoring"\nversion = "2.3.0"\ndependencies = ["scikit-learn>=1.7", "fastapi"]\n', "fraud_scoring/serve.py": code(17_700, "from fastapi import FastAPI\n\napp = FastAPI()\n"), "notebooks/explore.ipynb": code(5_200, "{}\n"), Dockerfile: "FROM python:3.13-slim\n", "docs/CODEOWNERS": "* @acme/payments @leila\n", ".github/workflows/ci.yml": pythonCi }),
  },
];
