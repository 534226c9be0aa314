import { z } from "zod";
import { annotationSchema } from "./annotation";
import { configSchemaSchema } from "./config-schema";
import { querySchema } from "./query";
import { viewBindingSchema } from "./view-binding";

const name = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "must be a camelCase name of at most 40 letters");

/** Included from a plan on (`tier`), or bought by itself (`addon`, a Stripe price lookup key). */
export const planSchema = z.union([
  z.strictObject({ tier: z.enum(["core", "standard", "premium"]) }),
  z.strictObject({ addon: z.string().regex(/^[a-z0-9_]{3,80}$/) }),
]);
export type PluginPlan = z.infer<typeof planSchema>;

/** A recorded answer of the vendor and what the query must make of it; the trust panel counts these. */
export const fixtureSchema = z.strictObject({
  title: z.string().min(3).max(120),
  query: name,
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  annotation: z.string().max(300),
  /** by request name: the vendor's status and body */
  answers: z.record(name, z.strictObject({ status: z.number().int(), body: z.json() })),
  expect: z.json(),
  /** the preview on the plugin's page is drawn from this one */
  preview: z.boolean().default(false),
});
export type PluginFixture = z.infer<typeof fixtureSchema>;

/** Everything the product knows of a plugin: data, no code. */
export const manifestSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    releasedOn: z.iso.date(),
    title: z.string().min(2).max(60),
    /** drawn as a tile; no foreign logo is shipped */
    mark: z.strictObject({
      icon: z.enum(["workflow", "pull-request", "gauge", "shield", "bell", "rocket"]),
      colour: z.enum(["component", "api", "system", "group", "resource", "template"]),
    }),
    vendor: z.string().max(60),
    publisher: z.strictObject({ name: z.string().max(60), url: z.url() }),
    licence: z.string().max(40),
    categories: z
      .array(z.enum(["ci", "code", "quality", "security", "operations", "delivery"]))
      .min(1)
      .max(3),
    plan: planSchema,
    /** one sentence */
    description: z.string().min(10).max(140),
    highlights: z.array(z.string().max(140)).min(1).max(6),
    support: z.strictObject({
      provider: z.string().max(60),
      level: z.enum(["portico", "partner", "community"]),
    }),
    verifiedBy: z.string().max(60),
    changelog: z
      .array(z.strictObject({ version: z.string(), date: z.iso.date(), note: z.string().max(200) }))
      .min(1)
      .max(20),
    annotation: annotationSchema,
    config: configSchemaSchema,
    secrets: z
      .array(
        z.strictObject({
          name,
          title: z.string().max(60),
          description: z.string().max(300),
          required: z.boolean(),
        }),
      )
      .max(4),
    /** where it may call: a host, or `{{config.<name>}}` for the host of an address the admin sets, or `github` */
    hosts: z
      .array(
        z.union([
          z.literal("github"),
          z.string().regex(/^(\{\{config\.[a-zA-Z0-9]+\}\}|[a-z0-9.-]+(:\d+)?)$/),
        ]),
      )
      .max(5),
    /** permissions of the GitHub App it needs beyond the ones discovery has */
    githubPermissions: z
      .partialRecord(z.enum(["actions", "pull_requests", "checks", "issues"]), z.literal("read"))
      .default({}),
    /** entity fields it is shown */
    reads: z.array(z.enum(["ref", "name", "annotations", "repository"])).max(4),
    queries: z.record(name, querySchema),
    views: z.array(viewBindingSchema).min(1).max(4),
    /** the query that "Test connection" runs its first request of, with no entity */
    test: querySchema.optional(),
  })
  .superRefine((manifest, issues) => {
    for (const view of manifest.views) {
      if (!(view.query in manifest.queries))
        issues.addIssue({ code: "custom", message: `view ${view.id} names the unknown query ${view.query}` });
    }
    const secrets = new Set(manifest.secrets.map((secret) => secret.name));
    for (const query of [...Object.values(manifest.queries), ...(manifest.test ? [manifest.test] : [])]) {
      if ("secret" in query.auth && !secrets.has(query.auth.secret))
        issues.addIssue({ code: "custom", message: `the secret ${query.auth.secret} is not declared` });
    }
  });
export type Manifest = z.infer<typeof manifestSchema>;
/** What an author writes: defaults may be left out. */
export type ManifestInput = z.input<typeof manifestSchema>;

/**
 * Checks a manifest and returns it with defaults filled in.
 *
 * @throws ZodError - naming each wrong field
 */
export function defineManifest(manifest: ManifestInput): Manifest {
  return manifestSchema.parse(manifest);
}

/** Checks recorded answers. @throws ZodError */
export function defineFixtures(fixtures: readonly z.input<typeof fixtureSchema>[]): readonly PluginFixture[] {
  return z.array(fixtureSchema).parse(fixtures);
}
