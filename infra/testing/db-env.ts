import { inject } from "vitest";

// The product reads its settings once from the environment; the tests' database is known only after globalSetup.
process.env.DATABASE_URL = inject("ownerUrl");
process.env.APP_DATABASE_URL = inject("appUrl");
process.env.DATABASE_POOL_MAX ??= "8";
