import { z } from "zod";

const template = z.string().max(500);

/**
 * One request. `base` is `github`, or an address with at most a `{{config.x}}` in front; `path` and `query` take
 * `{{config.x}}`, `{{annotation}}`, `{{annotation.<group>}}` and `{{entity.name}}`, each escaped when filled in.
 */
export const requestSchema = z.strictObject({
  method: z.literal("GET").default("GET"),
  base: template,
  path: z.string().max(500).startsWith("/"),
  query: z.record(z.string().max(60), template).default({}),
  headers: z.record(z.string().regex(/^(accept|x-[a-z-]+)$/), z.string().max(200)).default({}),
  /** a failure of this request leaves its answer out instead of failing the query */
  optional: z.boolean().default(false),
});
export type PluginRequest = z.infer<typeof requestSchema>;

/** Who the vendor sees: nobody, the holder of a secret, or this tenant's own GitHub installation. */
export const authSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("bearer"), secret: z.string() }),
  z.strictObject({ kind: z.literal("basic-user"), secret: z.string() }),
  z.strictObject({ kind: z.literal("github-installation") }),
]);
export type PluginAuth = z.infer<typeof authSchema>;

export const querySchema = z.strictObject({
  title: z.string().max(80),
  auth: authSchema,
  requests: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), requestSchema),
  /** JSONata over `{ answers, config, annotation, entity }` */
  mapping: z.string().max(8_000),
  cacheSeconds: z.number().int().min(0).max(3_600),
  /** what to say for a status; `{{annotation}}` is filled in */
  problems: z.record(z.string().regex(/^[1-5]\d\d$/), z.string().max(300)).default({}),
});
export type PluginQuery = z.infer<typeof querySchema>;
