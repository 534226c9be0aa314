import { existsSync } from "node:fs";
import path from "node:path";
import * as credentials from "../../e2e/fakes/credentials";
import { ROOT } from "./root.mjs";

export type StandinName = "github" | "stripe" | "mail" | "idp" | "sonarqube" | "inventory";

/** Offsets of the stand-ins' ports from FAKES_PORT_BASE. */
const OFFSET = { github: 0, stripe: 1, idp: 2, smtp: 3, mailbox: 4, sonarqube: 5, inventory: 6 };
export const STANDIN_PORTS = Object.keys(OFFSET).length;

export type Standins = {
  readonly names: readonly StandinName[];
  /** settings for the product's processes */
  readonly productEnv: Readonly<Record<string, string>>;
  /** settings for the stand-ins' process */
  readonly ownEnv: Readonly<Record<string, string>>;
  /** what a person may open, by name */
  readonly urls: Readonly<Record<string, string>>;
};

/**
 * Decides which services are played by local stand-ins: those whose keys the operator has not given.
 *
 * With keys given, the product talks to the real service and nothing else changes.
 */
export function planStandins(options: {
  readonly env: NodeJS.ProcessEnv;
  readonly portBase: number;
  readonly stateDir: string;
  readonly portalUrl: string;
  readonly snapshots: readonly string[];
}): Standins | undefined {
  const { env, portBase, stateDir } = options;
  const at = (name: keyof typeof OFFSET) => `127.0.0.1:${portBase + OFFSET[name]}`;
  const github = !env.GITHUB_APP_ID;
  const stripe = !env.STRIPE_SECRET_KEY;
  const mail = !env.SMTP_URL;
  const names: StandinName[] = [
    ...(github ? (["github"] as const) : []),
    ...(stripe ? (["stripe"] as const) : []),
    ...(mail ? (["mail"] as const) : []),
    // Tenants bring their own IdP, SonarQube and inventory; ours are there for the demo companies, which live on the GitHub stand-in.
    ...(github ? (["idp", "sonarqube", "inventory"] as const) : []),
  ];
  if (names.length === 0 || !existsSync(path.join(ROOT, "e2e/fakes/main.ts"))) return undefined;

  const reachable = github ? [at("github"), at("idp"), at("sonarqube"), at("inventory")] : [];
  const allowed = [env.PORTICO_EGRESS_ALLOW, ...reachable].filter(Boolean).join(",");
  return {
    names,
    productEnv: {
      ...(github ? githubEnv(at("github"), stateDir) : {}),
      ...(stripe ? stripeEnv(at("stripe")) : {}),
      ...(mail ? { SMTP_URL: `smtp://${at("smtp")}` } : {}),
      PORTICO_STANDINS: names.join(","),
      PORTICO_EGRESS_ALLOW: allowed,
    },
    ownEnv: {
      FAKES_PORT_BASE: String(portBase),
      FAKES_STATE_DIR: stateDir,
      FAKES_SNAPSHOTS: options.snapshots.join(":"),
      FAKES_WEBHOOK_URL: options.portalUrl,
      FAKES_ONLY: names.join(","),
    },
    urls: {
      ...(mail ? { mailbox: `http://${at("mailbox")}` } : {}),
      ...(github
        ? {
            GitHub: `http://${at("github")}`,
            IdP: `http://${at("idp")}`,
            SonarQube: `http://${at("sonarqube")}`,
            Inventory: `http://${at("inventory")}`,
          }
        : {}),
      ...(stripe ? { Stripe: `http://${at("stripe")}` } : {}),
    },
  };
}

function githubEnv(host: string, stateDir: string): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: `http://${host}/api/v3`,
    GITHUB_WEB_URL: `http://${host}`,
    GITHUB_APP_ID: credentials.githubAppId,
    GITHUB_APP_SLUG: credentials.githubAppSlug,
    GITHUB_APP_PRIVATE_KEY: credentials.githubAppKey(stateDir),
    GITHUB_APP_CLIENT_ID: credentials.githubClientId,
    GITHUB_APP_CLIENT_SECRET: credentials.githubClientSecret,
    GITHUB_WEBHOOK_SECRET: credentials.githubWebhookSecret,
  };
}

function stripeEnv(host: string): Readonly<Record<string, string>> {
  return {
    STRIPE_API_URL: `http://${host}`,
    STRIPE_SECRET_KEY: credentials.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: credentials.stripeWebhookSecret,
  };
}
