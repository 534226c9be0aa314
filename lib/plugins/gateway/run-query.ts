import { requirePermission } from "@/lib/access";
import { readFeatures } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, messageOf } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import {
  evaluate,
  type Linked,
  linkOf,
  type Manifest,
  mappingInput,
  type PluginQuery,
} from "@/lib/plugin-sdk";
import { readSecret } from "@/lib/secrets";
import { gate } from "../gate";
import type { PriceOf } from "../model/amount";
import type { Install } from "../model/install";
import { type Subject, toSubject } from "../model/subject";
import { refusalOf } from "../refuse";
import { getRegistered } from "../registry";
import { readSettings, secretName } from "../store/install-store";
import { findSubject } from "../store/subject-store";
import { countUsage } from "../store/usage-store";
import { type CachedAnswer, makeAnswerCache } from "./answer-cache";
import { askVendor } from "./ask-vendor";
import { hostsOf } from "./fill-request";
import { callGithub, type GithubCall } from "./github-call";
import { makeTurnstile } from "./turnstile";

/** What the gateway needs from outside: the till for the price in a refusal, GitHub for the installation's calls. */
export type GatewayPorts = { readonly priceOf: PriceOf; readonly callGithub?: GithubCall };

export type QueryInput = { readonly plugin: string; readonly query: string; readonly ref: string };
export type QueryAnswer = CachedAnswer & { readonly link: Linked };

const DATA_BYTES_MAX = 256 * 1024;
const cache = makeAnswerCache();
const inTurn = makeTurnstile();

type Open = { readonly install: Install; readonly subject: Subject };

/**
 * Asks a plugin's vendor about one entity: gate, consent, settings, cache, egress, mapping, limits, usage, in that order.
 *
 * This is the server-side wall: every way to a plugin's data comes through here, and the gate is asked with what the
 * database says now, not with what the page once read.
 *
 * @throws AppError feature_locked - with plan, price and url; precondition - not set up, or the entity has no link;
 *   not_found - no such plugin, query or entity here; upstream_failed, rate_limited, timeout - the vendor, named
 */
export async function runQuery(
  ctx: TenantContext,
  input: QueryInput,
  ports: GatewayPorts,
): Promise<QueryAnswer> {
  requirePermission(ctx, "plugin.query");
  requirePermission(ctx, "catalog.entity.read");
  const { manifest } = getRegistered(input.plugin);
  const query = Object.hasOwn(manifest.queries, input.query) ? manifest.queries[input.query] : undefined;
  if (!query)
    throw new AppError("not_found", `${manifest.title} has no query "${input.query.slice(0, 60)}".`);
  const open = await requireOpen(ctx, manifest, input.ref, ports.priceOf);
  const link = requireLink(manifest, open.subject);
  const key = [
    ctx.tenantId,
    manifest.id,
    manifest.version,
    open.install.updatedAt.getTime(),
    input.query,
    open.subject.ref,
    link.value,
  ].join("\n");
  const answer =
    cache.find(key, Date.now()) ??
    (await cache.load(key, query.cacheSeconds, () =>
      ask(ctx, { manifest, query, queryName: input.query, open, link, ports }),
    ));
  return { ...answer, link };
}

async function requireOpen(
  ctx: TenantContext,
  manifest: Manifest,
  ref: string,
  priceOf: PriceOf,
): Promise<Open> {
  const { settings, features, row } = await withTenantSql(ctx, async (db) => ({
    settings: await readSettings(db, manifest.id),
    features: await readFeatures(db),
    row: await findSubject(db, ref.toLowerCase()),
  }));
  const answer = gate(manifest, settings, features, ctx.grants);
  if (answer.kind !== "open") throw await refusalOf(ctx, manifest, answer, priceOf);
  if (!settings.install)
    throw new AppError("internal", "The gate opened for a plugin that is not installed.");
  if (!row) throw new AppError("not_found", `There is no entity ${ref} in this catalog.`);
  return { install: settings.install, subject: toSubject(row) };
}

function requireLink(manifest: Manifest, subject: Subject): Linked {
  const link = linkOf(manifest.annotation, subject);
  if (link) return link;
  const { key, example } = manifest.annotation;
  throw new AppError(
    "precondition",
    `${subject.ref} is not linked: it needs the annotation ${key}, such as ${example}.`,
    { details: { step: "annotate", annotation: key, example } },
  );
}

type Question = {
  readonly manifest: Manifest;
  readonly query: PluginQuery;
  readonly queryName: string;
  readonly open: Open;
  readonly link: Linked;
  readonly ports: GatewayPorts;
};

async function ask(ctx: TenantContext, question: Question): Promise<CachedAnswer> {
  const { manifest, queryName } = question;
  let problem: string | undefined;
  try {
    return await askAndMap(ctx, question);
  } catch (error) {
    // What the vendor does not know of is no failure of the connection.
    const unknown = error instanceof AppError && error.details?.status === 404;
    problem = unknown ? undefined : messageOf(error).slice(0, 300);
    throw error;
  } finally {
    await withTenantSql(ctx, (db) => countUsage(db, { pluginId: manifest.id, query: queryName, problem }));
  }
}

async function askAndMap(
  ctx: TenantContext,
  { manifest, query, open, link, ports }: Question,
): Promise<CachedAnswer> {
  const { config } = open.install;
  const secrets = await readSecrets(ctx, manifest, query);
  const values = { config, annotation: link.value, parts: link.parts, name: open.subject.name };
  const hosts = hostsOf(open.install.consent?.hosts ?? [], config);
  const asking = { manifest, query, values, hosts, secrets, callGithub: ports.callGithub ?? callGithub };
  const answers = await inTurn(`${ctx.tenantId} ${manifest.id}`, () => askVendor(ctx, asking));
  return {
    data: await mapAnswers(
      manifest,
      query,
      mappingInput(answers, config, link.value, link.parts),
      Object.values(secrets),
    ),
    at: new Date(),
  };
}

/** The secrets that the query's auth names, and no other. */
export async function readSecrets(
  ctx: TenantContext,
  manifest: Manifest,
  query: PluginQuery,
): Promise<Readonly<Record<string, string>>> {
  if (!("secret" in query.auth)) return {};
  const name = query.auth.secret;
  const value = await withTenantSql(ctx, (db) => readSecret(db, secretName(manifest.id, name)));
  return value === undefined ? {} : { [name]: value };
}

/** Maps what the vendor said; refuses what is too large and what repeats a secret. */
export async function mapAnswers(
  manifest: Manifest,
  query: PluginQuery,
  input: object,
  secrets: readonly string[],
): Promise<Json> {
  let data: Json;
  try {
    data = (await evaluate(query.mapping, input)) ?? null;
  } catch (cause) {
    throw new AppError(
      "upstream_failed",
      `${manifest.title} answered in a form that this plugin does not know.`,
      { cause },
    );
  }
  const text = JSON.stringify(data);
  if (text.length > DATA_BYTES_MAX)
    throw new AppError(
      "upstream_failed",
      `${manifest.title} answered with more than ${DATA_BYTES_MAX / 1024} KiB.`,
    );
  if (secrets.some((secret) => secret.length >= 4 && text.includes(secret)))
    throw new AppError(
      "upstream_failed",
      `${manifest.title} repeated the secret in its answer; nothing of it is shown.`,
    );
  return data;
}
