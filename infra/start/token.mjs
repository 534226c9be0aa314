// `npm run -s token -- --tenant SLUG --scopes LIST`: prints an API token for the running product.
import { runWithRuntime } from "./runtime-command.mjs";

await runWithRuntime("prisma/seed/token.ts", process.argv.slice(2));
