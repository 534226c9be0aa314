import { z } from "zod";

const url = (fallback: string) =>
  z
    .url()
    .default(fallback)
    .transform((value) => value.replace(/\/+$/, ""));
const optional = z.string().min(1).optional();

/** Every setting of the product: the one place that names an environment variable. */
export const configSchema = z.object({
  /** address people type; callbacks, e-mails and links are built on it */
  PORTICO_URL: url("http://localhost:3000"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** `debug`, `info`, `warn`, `error` or `silent` */
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** role portico_app: under row security, without DDL */
  APP_DATABASE_URL: z.string().min(1),
  /** connections per process */
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(12),
  /** BullMQ uses Redis when set, Postgres otherwise */
  REDIS_URL: optional,
  /** base64 of 32 bytes; wraps every tenant's data key and signs sessions */
  PORTICO_SECRET: z
    .string()
    .refine((value) => Buffer.from(value, "base64").length >= 32, "must be base64 of at least 32 bytes"),
  /** port of the workers' health endpoint; 0 switches it off */
  WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65535).default(0),

  GITHUB_API_URL: url("https://api.github.com"),
  GITHUB_WEB_URL: url("https://github.com"),
  GITHUB_APP_ID: optional,
  GITHUB_APP_SLUG: optional,
  /** PEM; `\n` stands for a line break */
  GITHUB_APP_PRIVATE_KEY: optional.transform((value) => value?.replaceAll("\\n", "\n")),
  GITHUB_APP_CLIENT_ID: optional,
  GITHUB_APP_CLIENT_SECRET: optional,
  GITHUB_WEBHOOK_SECRET: optional,

  STRIPE_API_URL: url("https://api.stripe.com"),
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: optional,

  /** smtp:// or smtps:// with credentials */
  SMTP_URL: optional,
  MAIL_FROM: z.string().min(3).default("Portico <no-reply@portico.localhost>"),

  /** names of local stand-ins in use, shown in the portal's banner */
  PORTICO_STANDINS: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  /** host:port pairs on private addresses that plugins and SSO may reach all the same, chosen by the operator */
  PORTICO_EGRESS_ALLOW: z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean),
    ),
});

export type Config = Readonly<z.infer<typeof configSchema>>;
