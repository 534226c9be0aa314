import { config } from "@/lib/platform/config";
import { AppError } from "@/lib/platform/errors";

/** Where GitHub is and who we are there. */
export type GithubSettings = {
  readonly apiUrl: string;
  readonly webUrl: string;
  readonly appId: string;
  readonly appSlug: string;
  readonly privateKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly portalUrl: string;
};

/** @throws AppError precondition - naming the settings the operator has not given */
export function githubSettings(): GithubSettings {
  const all = config();
  const needed = {
    GITHUB_APP_ID: all.GITHUB_APP_ID,
    GITHUB_APP_SLUG: all.GITHUB_APP_SLUG,
    GITHUB_APP_PRIVATE_KEY: all.GITHUB_APP_PRIVATE_KEY,
    GITHUB_APP_CLIENT_ID: all.GITHUB_APP_CLIENT_ID,
    GITHUB_APP_CLIENT_SECRET: all.GITHUB_APP_CLIENT_SECRET,
  };
  const {
    GITHUB_APP_ID,
    GITHUB_APP_SLUG,
    GITHUB_APP_PRIVATE_KEY,
    GITHUB_APP_CLIENT_ID,
    GITHUB_APP_CLIENT_SECRET,
  } = needed;
  if (
    !GITHUB_APP_ID ||
    !GITHUB_APP_SLUG ||
    !GITHUB_APP_PRIVATE_KEY ||
    !GITHUB_APP_CLIENT_ID ||
    !GITHUB_APP_CLIENT_SECRET
  ) {
    const missing = Object.entries(needed).filter(([, value]) => !value);
    throw new AppError(
      "precondition",
      `GitHub is not set up on this server. The operator has to set ${missing.map(([name]) => name).join(", ")}.`,
    );
  }
  return {
    apiUrl: all.GITHUB_API_URL,
    webUrl: all.GITHUB_WEB_URL,
    appId: GITHUB_APP_ID,
    appSlug: GITHUB_APP_SLUG,
    privateKey: GITHUB_APP_PRIVATE_KEY,
    clientId: GITHUB_APP_CLIENT_ID,
    clientSecret: GITHUB_APP_CLIENT_SECRET,
    portalUrl: all.PORTICO_URL,
  };
}
