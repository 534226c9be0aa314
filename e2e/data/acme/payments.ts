import type { RepoSeed } from "../../fakes/github/world/seed";
import { code, deploy, goCi, javaCi } from "./workflows";

const paymentsReadme = `# Payments API

Takes money for orders: cards, wallets and bank transfers behind **one** interface.

[![CI](https://img.shields.io/badge/ci-passing-brightgreen)](https://github.com/acme/payments-api/actions)

![How a payment flows](docs/payment-flow.svg)

## What it does

| Step | Endpoint | Idempotent | Typical time |
|---|---|---|---|
| Authorise | \`POST /v1/payments\` | yes, by \`Idempotency-Key\` | 340 ms |
| Capture | \`POST /v1/payments/{id}/capture\` | yes | 210 ms |
| Refund | \`POST /v1/payments/{id}/refunds\` | yes | 180 ms |
| Look up | \`GET /v1/payments/{id}\` | – | 6 ms |

A payment is never captured before the [order service](https://github.com/acme/order-service) says the goods left the warehouse.

## Run it

\`\`\`sh
docker compose up -d postgres
go run ./cmd/payments --config config/local.yaml
curl -s localhost:8080/v1/payments/pay_123 | jq .
\`\`\`

## Talk to it

\`\`\`go
client := payments.New("http://payments.internal", payments.WithTimeout(2*time.Second))
p, err := client.Authorise(ctx, payments.Request{
    OrderID: "ord_42",
    Amount:  money.EUR(12_99),
})
\`\`\`

## When it breaks

1. Look at the [runbook](docs/runbook.md).
2. Is the provider down? Flip \`provider.fallback\` in [config/production.yaml](config/production.yaml).
3. Page **#payments-oncall**.

- [x] Card payments
- [x] SEPA direct debit
- [ ] Buy now, pay later

See [CONTRIBUTING](CONTRIBUTING.md) for how we work.
`;

const paymentsOpenapi = `openapi: 3.1.0
info:
  title: Payments API
  version: 1.8.0
  description: Authorise, capture and refund payments.
  contact:
    name: Team Payments
    email: payments@acme.example
servers:
  - url: https://payments.acme.example/v1
tags:
  - name: payments
  - name: refunds
paths:
  /payments:
    post:
      tags: [payments]
      summary: Authorise a payment
      operationId: authorisePayment
      parameters:
        - name: Idempotency-Key
          in: header
          required: true
          schema: { type: string, maxLength: 64 }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/PaymentRequest" }
      responses:
        "201":
          description: Authorised
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Payment" }
        "402":
          description: Declined by the bank
  /payments/{id}:
    get:
      tags: [payments]
      summary: Look up a payment
      operationId: getPayment
      parameters: [{ $ref: "#/components/parameters/PaymentId" }]
      responses:
        "200":
          description: The payment
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Payment" }
        "404": { description: Unknown payment }
  /payments/{id}/refunds:
    post:
      tags: [refunds]
      summary: Refund all or part
      operationId: refundPayment
      parameters: [{ $ref: "#/components/parameters/PaymentId" }]
      responses:
        "202": { description: Refund accepted }
components:
  parameters:
    PaymentId:
      name: id
      in: path
      required: true
      schema: { type: string, pattern: "^pay_[a-z0-9]+$" }
  schemas:
    Money:
      type: object
      required: [currency, minor]
      properties:
        currency: { type: string, enum: [EUR, GBP, SEK] }
        minor: { type: integer, minimum: 1 }
    PaymentRequest:
      type: object
      required: [orderId, amount]
      properties:
        orderId: { type: string }
        amount: { $ref: "#/components/schemas/Money" }
    Payment:
      allOf:
        - $ref: "#/components/schemas/PaymentRequest"
        - type: object
          properties:
            id: { type: string }
            status: { type: string, enum: [authorised, captured, refunded, failed] }
`;

const paymentsCatalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments-api
  title: Payments API
  description: Authorises, captures and refunds payments
  tags: [go, payments, pci]
  annotations:
    github.com/project-slug: acme/payments-api
    sonarqube.org/project-key: acme_payments-api
    backstage.io/techdocs-ref: dir:.
  links:
    - url: https://grafana.acme.example/d/payments
      title: Dashboard
      icon: dashboard
    - url: https://runbooks.acme.example/payments
      title: Runbook
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
  system: checkout
  providesApis: [payments-rest]
  consumesApis: [orders-rest]
  dependsOn:
    - resource:default/payments-db
    - component:default/ledger
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: payments-rest
  title: Payments REST
  description: Public contract of the payments service
spec:
  type: openapi
  lifecycle: production
  owner: payments
  system: checkout
  definition:
    $text: ./openapi.yaml
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: payments-db
  description: PostgreSQL with every payment since 2019
spec:
  type: database
  owner: payments
  system: checkout
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: checkout
  title: Checkout
  description: From basket to paid order
spec:
  owner: commerce
  domain: commerce
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata:
  name: commerce
  description: Everything a customer touches when buying
spec:
  owner: commerce
`;

const flowSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="120" font-family="sans-serif" font-size="14"><g fill="#eef2ff" stroke="#4338ca"><rect x="10" y="35" width="130" height="50" rx="8"/><rect x="180" y="35" width="130" height="50" rx="8"/><rect x="350" y="35" width="130" height="50" rx="8"/><rect x="520" y="35" width="110" height="50" rx="8"/></g><g text-anchor="middle" fill="#1e1b4b"><text x="75" y="65">Basket</text><text x="245" y="65">Authorise</text><text x="415" y="65">Ship</text><text x="575" y="65">Capture</text></g></svg>\n`;

export const payments: readonly RepoSeed[] = [
  {
    name: "payments-api",
    description: "Authorises, captures and refunds payments",
    topics: ["go", "payments", "pci-dss"],
    license: "Apache-2.0",
    homepage: "https://payments.acme.example",
    pushedDaysAgo: 0.2,
    createdDaysAgo: 1900,
    authors: ["noor", "ravi", "lin"],
    runs: ["in_progress", "success", "success", "failure", "success", "success", "success"],
    pulls: [
      { title: "Retry captures that time out at the provider", body: "The provider answers 504 about twice a day. Captures are idempotent, so one retry is safe.", author: "ravi", reviewers: ["noor", "lin"], labels: ["reliability"], openedDaysAgo: 0.6 },
      { title: "Add SEPA instant transfers", body: "Behind `sepa_instant`.", author: "lin", reviewers: ["noor"], openedDaysAgo: 3.1, draft: true },
      { title: "Bump golang.org/x/crypto", author: "ravi", reviewers: ["noor"], labels: ["dependencies"], openedDaysAgo: 5, mergedDaysAgo: 4.8 },
      { title: "Return 402 for declined cards", body: "Fixes the 500 that support reported.", author: "noor", reviewers: ["ravi"], openedDaysAgo: 9, mergedDaysAgo: 7.5 },
      { title: "Experiment: cache provider tokens", author: "lin", openedDaysAgo: 21, closedDaysAgo: 15 },
    ],
    files: () => ({
      "README.md": paymentsReadme,
      "catalog-info.yaml": paymentsCatalog,
      "openapi.yaml": paymentsOpenapi,
      "docs/index.md": "# Payments\n\nStart with [how a payment flows](flow.md), then keep the [runbook](runbook.md) close.\n\n!!! note\n    Amounts are integers in minor units. Never use floats.\n",
      "docs/flow.md": "# How a payment flows\n\n```mermaid\nsequenceDiagram\n  Shop->>Payments: authorise\n  Payments->>Provider: reserve\n  Provider-->>Payments: ok\n  Orders->>Payments: capture when shipped\n```\n",
      "docs/runbook.md": "# Runbook\n\n## Captures are failing\n\n1. Check the provider's status page.\n2. Look at `payments_capture_errors_total` by provider.\n3. If one provider stands out, switch to the fallback.\n\n## The queue grows\n\nScale `payments-worker` to six; each worker takes about 40 captures a second.\n",
      "docs/payment-flow.svg": flowSvg,
      "mkdocs.yml": "site_name: Payments API\nnav:\n  - Home: index.md\n  - Flow: flow.md\n  - Runbook: runbook.md\nplugins:\n  - techdocs-core\n",
      "go.mod": "module github.com/acme/payments-api\n\ngo 1.25\n\nrequire (\n\tgithub.com/acme/go-kit v1.14.0\n\tgithub.com/jackc/pgx/v5 v5.7.2\n)\n",
      "cmd/payments/main.go": code(4_200, "package main\n\nimport \"github.com/acme/go-kit/server\"\n\nfunc main() {\n\tserver.Run(newHandler())\n}\n"),
      "internal/capture/capture.go": code(18_400, "// Package capture takes reserved money once goods have shipped.\npackage capture\n"),
      "internal/provider/adyen.go": code(22_100, "package provider\n"),
      "internal/store/payments.sql": code(3_100, "-- name: GetPayment :one\nSELECT * FROM payments WHERE id = $1;\n"),
      "config/production.yaml": "provider:\n  primary: adyen\n  fallback: stripe\nlimits:\n  captures_per_second: 240\n",
      "config/local.yaml": "provider:\n  primary: sandbox\n",
      "sonar-project.properties": "sonar.projectKey=acme_payments-api\nsonar.sources=cmd,internal\n",
      Dockerfile: "FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /payments ./cmd/payments\n\nFROM gcr.io/distroless/base\nCOPY --from=build /payments /payments\nENTRYPOINT [\"/payments\"]\n",
      "CONTRIBUTING.md": "# Contributing\n\nTwo reviews for anything under `internal/capture`.\n",
      ".github/CODEOWNERS": "# Payments owns it; money movement needs two pairs of eyes.\n*                     @acme/payments\n/internal/capture/    @acme/payments @noor\n/docs/                @acme/payments @acme/docs-guild\n/.github/             @acme/platform\n",
      ".github/workflows/ci.yml": goCi,
      ".github/workflows/deploy.yml": deploy,
    }),
  },
  {
    name: "ledger",
    description: "Double-entry bookkeeping for every cent that moves",
    topics: ["java", "accounting"],
    license: "Apache-2.0",
    pushedDaysAgo: 1.4,
    createdDaysAgo: 1600,
    authors: ["elif", "noor"],
    files: () => ({
      "README.md": "# Ledger\n\nThe only place that knows what we own and owe. Append-only: a mistake is corrected by a second entry, never by an update.\n\n| Account | Kind | Normal side |\n|---|---|---|\n| `1000` | Cash at providers | debit |\n| `2000` | Owed to merchants | credit |\n| `4000` | Fees | credit |\n\n```java\nledger.post(Entry.debit(\"1000\", EUR, 1299).credit(\"2000\", EUR, 1299));\n```\n",
      "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ledger\n  title: Ledger\n  description: Double-entry bookkeeping\n  tags: [java, accounting]\n  annotations:\n    github.com/project-slug: acme/ledger\n    sonarqube.org/project-key: acme_ledger\nspec:\n  type: service\n  lifecycle: production\n  owner: payments\n  system: checkout\n  dependsOn: [resource:ledger-db]\n---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: ledger-db\n  description: Append-only journal\nspec:\n  type: database\n  owner: payments\n  system: checkout\n",
      "build.gradle": "plugins { id 'java'; id 'org.springframework.boot' version '3.5.0' }\ngroup = 'example.acme'\nversion = '4.2.0'\n",
      "settings.gradle": "rootProject.name = 'ledger'\n",
      "src/main/java/example/acme/ledger/LedgerApplication.java": code(2_300, "package example.acme.ledger;\n\n@SpringBootApplication\npublic class LedgerApplication {\n  public static void main(String[] args) { SpringApplication.run(LedgerApplication.class, args); }\n}\n"),
      "src/main/java/example/acme/ledger/Journal.java": code(31_000, "package example.acme.ledger;\n\n/** Appends entries; never changes one. */\npublic final class Journal { }\n"),
      "src/main/resources/db/migration/V1__journal.sql": code(1_900, "create table entry (id bigserial primary key);\n"),
      Dockerfile: "FROM eclipse-temurin:21-jre\nCOPY build/libs/ledger.jar /app.jar\nENTRYPOINT [\"java\",\"-jar\",\"/app.jar\"]\n",
      CODEOWNERS: "* @acme/payments\n*.sql @elif @acme/data-platform\n",
      ".github/workflows/ci.yml": javaCi,
    }),
  },
];
