import type { RepoSeed } from "../../fakes/github/world/seed";
import { code, deploy, javaCi, nodeCi } from "./workflows";

const graphqlSchema = `"""Everything a shop page needs, in one round trip."""
type Query {
  product(id: ID!): Product
  search(text: String!, first: Int = 20): [Product!]!
  basket: Basket
}

type Mutation {
  addToBasket(productId: ID!, quantity: Int! = 1): Basket!
  placeOrder(input: PlaceOrderInput!): Order!
}

type Product {
  id: ID!
  title: String!
  price: Money!
  rating: Float
  stock: StockLevel!
}

enum StockLevel { IN_STOCK LOW OUT_OF_STOCK }

type Money { currency: String! minor: Int! }
type Basket { lines: [BasketLine!]! total: Money! }
type BasketLine { product: Product! quantity: Int! }
type Order { id: ID! status: String! total: Money! }
input PlaceOrderInput { basketId: ID! paymentMethod: String! }
`;

const gatewayCatalog = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: graphql-gateway
  title: GraphQL gateway
  description: One graph for web and mobile
  tags: [typescript, graphql]
spec:
  type: service
  lifecycle: production
  owner: storefront
  system: shop
  providesApis: [shop-graph]
  consumesApis: [payments-rest, orders-rest]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: shop-graph
  title: Shop graph
spec:
  type: graphql
  lifecycle: production
  owner: storefront
  system: shop
  definition:
    $text: ./schema.graphql
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: shop
  title: Shop
  description: What customers see
spec:
  owner: storefront
  domain: commerce
`;

export const storefront: readonly RepoSeed[] = [
  {
    name: "storefront",
    description: "Monorepo of the shop: web app, checkout, shared UI and API client",
    topics: ["monorepo", "react", "typescript"],
    license: "Apache-2.0",
    homepage: "https://shop.acme.example",
    pushedDaysAgo: 0.05,
    createdDaysAgo: 1400,
    authors: ["pia", "marco", "sofia"],
    runs: ["success", "failure", "success", "success", "success", "in_progress"],
    files: () => ({
      "README.md": "# Storefront\n\nEverything a customer clicks on.\n\n| Package | What | Owner |\n|---|---|---|\n| [`apps/web`](apps/web) | The shop | Storefront |\n| [`apps/checkout`](apps/checkout) | Basket to paid order | Payments |\n| [`packages/ui`](packages/ui/README.md) | Buttons, forms, cards | Storefront |\n| [`packages/api-client`](packages/api-client) | Typed client of the [gateway](https://github.com/acme/graphql-gateway) | Storefront |\n\n## Start\n\n```sh\nnpm ci\nnpm run dev --workspace apps/web\n```\n\n> Changing `packages/ui`? Run `npm run visual` and look at the pictures before you ask for a review.\n",
      "package.json": '{\n  "name": "storefront",\n  "private": true,\n  "workspaces": ["apps/*", "packages/*"]\n}\n',
      "turbo.json": '{ "tasks": { "build": { "dependsOn": ["^build"] }, "test": {} } }\n',
      "apps/web/package.json": '{\n  "name": "@acme/web",\n  "private": true,\n  "dependencies": { "next": "16.0.3", "react": "19.2.0", "@acme/ui": "*", "@acme/api-client": "*" }\n}\n',
      "apps/web/next.config.ts": "export default { output: 'standalone' };\n",
      "apps/web/app/page.tsx": code(14_200, "export default function Home() {\n  return <main>Welcome</main>;\n}\n"),
      "apps/web/catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop-web\n  title: Shop\n  description: The shop's web app\n  tags: [nextjs, react]\nspec:\n  type: website\n  lifecycle: production\n  owner: storefront\n  system: shop\n  dependsOn: [component:ui-kit]\n  consumesApis: [shop-graph]\n",
      "apps/checkout/package.json": '{\n  "name": "@acme/checkout",\n  "private": true,\n  "dependencies": { "next": "16.0.3", "@acme/ui": "*" }\n}\n',
      "apps/checkout/app/page.tsx": code(22_900, "export default function Checkout() {\n  return <form />;\n}\n"),
      "apps/checkout/catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: checkout-web\n  title: Checkout\n  description: From basket to paid order, in three steps\nspec:\n  type: website\n  lifecycle: production\n  owner: payments\n  system: checkout\n  consumesApis: [payments-rest]\n",
      "packages/ui/package.json": '{\n  "name": "@acme/ui",\n  "version": "7.3.0",\n  "main": "dist/index.js",\n  "types": "dist/index.d.ts"\n}\n',
      "packages/ui/README.md": "# @acme/ui\n\nOur components. Accessible first: every one works with a keyboard.\n",
      "packages/ui/src/button.tsx": code(31_400, "export function Button() {\n  return <button type=\"button\" />;\n}\n"),
      "packages/ui/catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ui-kit\n  title: UI kit\n  description: Shared React components\n  tags: [react, design-system]\nspec:\n  type: library\n  lifecycle: production\n  owner: storefront\n  system: shop\n",
      "packages/api-client/package.json": '{\n  "name": "@acme/api-client",\n  "version": "3.1.0",\n  "main": "dist/index.js"\n}\n',
      "packages/api-client/src/index.ts": code(9_800, "export class ShopClient {}\n"),
      "packages/eslint-config/package.json": '{\n  "name": "@acme/eslint-config",\n  "version": "2.0.1",\n  "main": "index.js"\n}\n',
      "packages/eslint-config/index.js": "module.exports = {};\n",
      ".github/CODEOWNERS": "*                 @acme/storefront\n/apps/checkout/   @acme/payments @acme/storefront\n/packages/ui/     @pia @acme/storefront\n*.md              @acme/docs-guild\n",
      ".github/workflows/ci.yml": nodeCi,
      ".github/workflows/deploy.yml": deploy,
    }),
  },
  {
    name: "graphql-gateway",
    description: "One graph in front of the services",
    topics: ["graphql", "typescript"],
    pushedDaysAgo: 2.3,
    authors: ["marco", "pia"],
    files: () => ({
      "README.md": "# GraphQL gateway\n\nJoins [payments](https://github.com/acme/payments-api), [orders](https://github.com/acme/order-service) and the catalog into one graph.\n\n```graphql\nquery {\n  product(id: \"p1\") { title price { minor } }\n}\n```\n\nRules: no business logic here, no N+1 (use a loader), every field nullable unless it can never fail.\n",
      "catalog-info.yaml": gatewayCatalog,
      "schema.graphql": graphqlSchema,
      "package.json": '{\n  "name": "graphql-gateway",\n  "private": true,\n  "scripts": { "start": "node dist/server.js" },\n  "dependencies": { "graphql": "16.11.0", "graphql-yoga": "5.15.0" }\n}\n',
      "src/server.ts": code(12_700, "import { createYoga } from 'graphql-yoga';\n\nexport const yoga = createYoga({});\n"),
      Dockerfile: "FROM node:24-slim\nCOPY . /app\nCMD [\"node\", \"/app/dist/server.js\"]\n",
      CODEOWNERS: "# who to ask\n* @acme/storefront\nschema.graphql @acme/storefront @acme/mobile\n",
      ".github/workflows/ci.yml": nodeCi,
    }),
  },
  {
    name: "website",
    description: "acme.example: about us, press, jobs",
    topics: ["nextjs"],
    homepage: "https://www.acme.example",
    pushedDaysAgo: 9,
    authors: ["sofia", "chiara"],
    files: () => ({
      "README.md": "# Website\n\nThe company site. Texts live in [`content/`](content), so marketing can edit them without us.\n",
      "package.json": '{\n  "name": "website",\n  "private": true,\n  "scripts": { "dev": "next dev", "build": "next build" },\n  "dependencies": { "next": "15.5.4", "react": "19.1.0" }\n}\n',
      "next.config.mjs": "export default { images: { unoptimized: true } };\n",
      "app/page.tsx": code(7_600, "export default function Page() {\n  return <h1>Acme</h1>;\n}\n"),
      "app/globals.css": code(3_900, "body { margin: 0 }\n"),
      "content/about.md": "# About us\n\nFounded in a garage in Utrecht.\n",
      "public/logo.png": { size: 18_233 },
      "docs/CODEOWNERS": "* @acme/storefront\n/content/ press@acme.example\n",
      ".github/workflows/ci.yml": nodeCi,
    }),
  },
  {
    name: "design-tokens",
    description: "Colours, spacing and type as data",
    topics: ["design-system"],
    license: "MIT",
    pushedDaysAgo: 34,
    authors: ["pia"],
    files: () => ({
      "README.md": "# Design tokens\n\n`npm i @acme/design-tokens`, then `import '@acme/design-tokens/css'`.\n",
      "package.json": '{\n  "name": "@acme/design-tokens",\n  "version": "4.0.2",\n  "main": "dist/index.js",\n  "files": ["dist"],\n  "publishConfig": { "access": "public" }\n}\n',
      "src/tokens.ts": code(8_100, "export const colour = { brand: '#4338ca' };\n"),
      "CHANGELOG.md": "# Changelog\n\n## 4.0.2\n\n- Darker focus ring\n",
    }),
  },
  {
    name: "android-app",
    description: "The shop for Android",
    topics: ["android", "kotlin"],
    pushedDaysAgo: 1.8,
    authors: ["yuki", "oskar"],
    files: () => ({
      "README.md": "# Android app\n\nMinimum Android 10. Build with `./gradlew assembleDebug`.\n",
      "settings.gradle.kts": 'rootProject.name = "acme-android"\ninclude(":app")\n',
      "app/build.gradle.kts": 'plugins { id("com.android.application"); kotlin("android") }\n',
      "app/src/main/AndroidManifest.xml": '<manifest package="example.acme.shop"/>\n',
      "app/src/main/java/example/acme/shop/MainActivity.kt": code(41_500, "package example.acme.shop\n\nclass MainActivity\n"),
      ".github/CODEOWNERS": "* @yuki yuki@acme.example @acme/mobile\n",
      ".github/workflows/ci.yml": javaCi,
    }),
  },
  {
    name: "ios-app",
    description: "The shop for iPhone",
    topics: ["ios", "swift"],
    pushedDaysAgo: 4.1,
    authors: ["oskar", "oskar", "yuki"],
    files: () => ({ "README.md": "# iOS app\n\nOpen `Acme.xcodeproj`; everything else is in [the handbook](https://github.com/acme/developer-handbook).\n", "Package.swift": "// swift-tools-version: 6.0\nimport PackageDescription\n\nlet package = Package(name: \"Acme\")\n", "Sources/Acme/App.swift": code(36_800, "import SwiftUI\n\n@main struct AcmeApp: App { }\n"), "Acme.xcodeproj/project.pbxproj": { size: 21_400 } }),
  },
  {
    name: "email-templates",
    description: "What customers find in their inbox",
    pushedDaysAgo: 61,
    authors: ["chiara"],
    files: () => ({ "README.md": "# E-mail templates\n\nMJML in, HTML out.\n", "templates/order-confirmed.html": code(6_300, "<h1>Thank you</h1>\n"), "templates/parcel-shipped.html": code(5_900, "<h1>On its way</h1>\n") }),
  },
];
