// `npm run migrate`: roles, migrations and the queue's schema, as the owner in DATABASE_URL. Once per release, before the processes start.
import { printProblem, StartProblem } from "./problem.mjs";

try {
  const ownerUrl = process.env.DATABASE_URL;
  if (!ownerUrl)
    throw new StartProblem("DATABASE_URL is not set.", "Set it to the role that owns the portal's database.");
  const { register } = await import("tsx/esm/api");
  register();
  const { appUrlOf, ensureRoles } = await import("./roles.ts");
  const { migrate } = await import("./migrate.ts");
  for (const notice of await ensureRoles(ownerUrl, process.env.APP_DATABASE_URL || appUrlOf(ownerUrl)))
    console.log(notice);
  console.log(await migrate(ownerUrl));
} catch (error) {
  printProblem(error);
  process.exit(1);
}
