import type { OrgSeed } from "../fakes/github/world/seed";

/** The stranger's own organisation: what she may install on without touching anyone else's. */
export const malloryInc: OrgSeed = {
  login: "mallory-inc",
  name: "Mallory Inc",
  description: "Nothing to see",
  members: [{ login: "mallory", name: "Mallory Vane", email: "mallory@evil.example", role: "admin" }],
  teams: [],
  repos: [
    { name: "landing", description: "One page", pushedDaysAgo: 30, files: () => ({ "index.html": "<!doctype html><title>Mallory Inc</title><h1>Soon</h1>\n", "README.md": "# landing\n" }) },
    {
      name: "payments-api",
      description: "Has the same name as a service of another company, on purpose",
      pushedDaysAgo: 3,
      files: () => ({
        "README.md": "# payments-api\n\nNot the one you know.\n",
        "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: payments-api\n  annotations:\n    github.com/project-slug: acme/payments-api\nspec:\n  type: service\n  lifecycle: production\n  owner: group:acme/payments\n",
      }),
    },
  ],
};
