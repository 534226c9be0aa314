import { AppError } from "@/lib/platform/errors";
import { type Config, configSchema } from "./schema";

/**
 * Reads the settings from an environment, all problems at once.
 *
 * @param env - usually process.env; empty strings count as unset
 * @throws AppError precondition - listing every variable that is missing or wrong
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = configSchema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new AppError(
      "precondition",
      `The configuration cannot be used:\n${lines.join("\n")}\nSee the table in README.md.`,
    );
  }
  return Object.freeze(result.data);
}

let loaded: Config | undefined;

/** The process's configuration, read once. */
export function config(): Config {
  loaded ??= loadConfig(process.env);
  return loaded;
}
