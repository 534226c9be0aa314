import type { TeamSeed } from "../../fakes/github/world/seed";

export const teams: readonly TeamSeed[] = [
  { slug: "payments", name: "Payments", description: "Money in, money out", maintainers: ["noor"], members: ["ravi", "elif", "lin"], repos: { "payments-api": "admin", ledger: "admin" } },
];
