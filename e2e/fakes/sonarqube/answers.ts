import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { NodeEnv } from "../kit/serve";

export interface SonarqubeData {
  /** Keys somebody asked for; what `search_projects` lists. */
  projects: string[];
  /** What tests put in place of the derived values, by project key. */
  overrides: Record<string, Record<string, string>>;
}

/** SonarQube's error body. */
export function refuse(c: Context<NodeEnv>, status: 400 | 401 | 403 | 404, message: string): Response {
  return c.json({ errors: [{ msg: message }] }, status);
}

/** The id SonarQube gives beside a key. */
export function componentId(key: string): string {
  return `AY${createHash("sha256").update(key).digest("base64url").slice(0, 18)}`;
}
