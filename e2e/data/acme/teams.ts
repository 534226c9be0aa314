import type { TeamSeed } from "../../fakes/github/world/seed";

export const teams: readonly TeamSeed[] = [
  { slug: "commerce", name: "Commerce", description: "All that earns money", maintainers: ["tomasz"], members: [], repos: { promotions: "admin", "legacy-shop": "admin" } },
  { slug: "payments", name: "Payments", description: "Money in, money out", parent: "commerce", maintainers: ["noor"], members: ["ravi", "elif", "lin"], repos: { "payments-api": "admin", ledger: "admin", "fraud-scoring": "push", "checkout-v1": "admin", storefront: "push" } },
  { slug: "storefront", name: "Storefront", description: "What customers click on", parent: "commerce", maintainers: ["pia"], members: ["marco", "sofia", "chiara"], repos: { storefront: "admin", "graphql-gateway": "admin", website: "admin", "design-tokens": "admin", "returns-portal": "admin", "email-templates": "push" } },
  { slug: "orders", name: "Orders", description: "From placed to delivered", parent: "commerce", maintainers: ["dana"], members: ["felix", "imani"], repos: { "order-service": "admin", "cart-service": "admin", "pricing-engine": "admin", inventory: "admin", "shipping-rates": "admin", "product-catalog": "admin", reviews: "push", protos: "push" } },
  { slug: "platform", name: "Platform", description: "What everyone else stands on", maintainers: ["ada"], members: ["tomasz"], repos: { runbooks: "admin", protos: "admin", ".github": "admin" } },
  { slug: "infrastructure", name: "Infrastructure", description: "Clusters, networks, databases", parent: "platform", maintainers: ["bram"], members: ["victor"], repos: { infrastructure: "admin", "terraform-modules": "admin", "cluster-config": "admin", "media-archive": "maintain" } },
  { slug: "developer-experience", name: "Developer experience", description: "Tools and templates", parent: "platform", maintainers: ["jonas"], members: ["anouk"], repos: { "go-kit": "admin", "acme-cli": "admin", "setup-acme-cli": "admin", "service-templates": "admin", "feature-flags": "admin", "java-commons": "push", httprouter: "admin" } },
  { slug: "data-platform", name: "Data platform", description: "From events to answers", maintainers: ["leila"], members: ["imani"], repos: { "events-pipeline": "admin", "warehouse-models": "admin", recommendations: "admin", "py-acme": "admin" } },
  { slug: "mobile", name: "Mobile", description: "Android and iPhone", maintainers: ["yuki"], members: ["oskar"], repos: { "android-app": "admin", "ios-app": "admin" } },
  { slug: "docs-guild", name: "Docs guild", description: "Volunteers who write things down", maintainers: ["anouk"], members: ["pia", "jonas", "sam-contractor"], repos: { "developer-handbook": "maintain" } },
];
