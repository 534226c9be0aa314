// `npm run -s db:url -- --role owner|app`: prints the running database's connection string.
import { parseArgs } from "node:util";
import { printProblem, StartProblem } from "./problem.mjs";
import { readRuntime } from "./runtime-command.mjs";

try {
  const { values } = parseArgs({ options: { role: { type: "string", default: "app" } } });
  const runtime = readRuntime();
  if (values.role === "owner") console.log(runtime.env.DATABASE_URL);
  else if (values.role === "app") console.log(runtime.env.APP_DATABASE_URL);
  else throw new StartProblem(`--role is "${values.role}".`, "It must be owner or app.");
} catch (error) {
  printProblem(error);
  process.exit(1);
}
