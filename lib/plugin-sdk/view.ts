import { z } from "zod";

/**
 * What a plugin shows: a tree of blocks, plain JSON, drawn by `lib/ui/view-tree`.
 *
 * A plugin never sends HTML, styles or script. Every string, list and depth is bounded here, so a huge or
 * hostile answer is refused before it is drawn. Times are ISO 8601; addresses http, https or mailto.
 */
const text = (max: number) => z.string().max(max);
const href = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|mailto:|\/(?![/\\]))/i, "must start with https://, http://, mailto: or one slash");
const time = z.string().max(40);

/** Signals mean a state, never decoration. */
export const viewToneSchema = z.enum(["neutral", "ok", "warn", "bad", "info"]);
export type ViewTone = z.infer<typeof viewToneSchema>;

/** A cell: a plain value, or a value with a link, a tone (drawn as a badge), a time or a unit. `null` is drawn as a dash. */
export const viewCellSchema = z.union([
  text(2_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({
    text: z.union([text(2_000), z.number()]).optional(),
    href: href.optional(),
    tone: viewToneSchema.optional(),
    at: time.optional(),
    unit: text(20).optional(),
    code: z.boolean().optional(),
  }),
]);
export type ViewCell = z.infer<typeof viewCellSchema>;

export const viewStatSchema = z.strictObject({
  label: text(80),
  value: z.union([text(80), z.number()]),
  unit: text(20).optional(),
  detail: text(200).optional(),
  tone: viewToneSchema.optional(),
  href: href.optional(),
});
export type ViewStat = z.infer<typeof viewStatSchema>;

/** One or more figures in a row. */
export const viewStatsSchema = z.strictObject({
  kind: z.literal("stats"),
  items: z.array(viewStatSchema).min(1).max(12),
});

/** Rows under named columns. A row misses a key: the cell is a dash. */
export const viewTableSchema = z.strictObject({
  kind: z.literal("table"),
  title: text(120).optional(),
  columns: z
    .array(z.strictObject({ key: text(60), title: text(80), numeric: z.boolean().optional() }))
    .min(1)
    .max(12),
  rows: z.array(z.record(text(60), viewCellSchema)).max(200),
  /** Said when there are no rows. */
  empty: text(200).optional(),
});

/** Things with a state: gates, checks, environments. */
export const viewStatusListSchema = z.strictObject({
  kind: z.literal("status-list"),
  title: text(120).optional(),
  items: z
    .array(
      z.strictObject({
        title: text(200),
        tone: viewToneSchema,
        /** The state as a word; colour alone says nothing to some readers. */
        state: text(60),
        detail: text(400).optional(),
        href: href.optional(),
        at: time.optional(),
      }),
    )
    .max(100),
  empty: text(200).optional(),
});

/** What happened, newest first as given. */
export const viewTimelineSchema = z.strictObject({
  kind: z.literal("timeline"),
  title: text(120).optional(),
  items: z
    .array(
      z.strictObject({
        at: time,
        title: text(200),
        detail: text(400).optional(),
        href: href.optional(),
        tone: viewToneSchema.optional(),
      }),
    )
    .max(100),
  empty: text(200).optional(),
});

/** A small chart of one series; `line` for a course over time, `bar` for amounts side by side. */
export const viewChartSchema = z.strictObject({
  kind: z.literal("chart"),
  title: text(120).optional(),
  shape: z.enum(["line", "bar"]),
  unit: text(20).optional(),
  points: z
    .array(z.strictObject({ label: text(60), value: z.number(), tone: viewToneSchema.optional() }))
    .max(120),
  empty: text(200).optional(),
});

/** GitHub-flavoured markdown without HTML. */
export const viewMarkdownSchema = z.strictObject({ kind: z.literal("markdown"), text: text(50_000) });

export const viewLinksSchema = z.strictObject({
  kind: z.literal("links"),
  title: text(120).optional(),
  items: z.array(z.strictObject({ title: text(200), href, detail: text(200).optional() })).max(50),
});

/** A sentence with a tone: a limit reached, a hint. */
export const viewNoticeSchema = z.strictObject({
  kind: z.literal("notice"),
  tone: viewToneSchema,
  title: text(200),
  detail: text(600).optional(),
  href: href.optional(),
});

const leafSchemas = [
  viewStatsSchema,
  viewTableSchema,
  viewStatusListSchema,
  viewTimelineSchema,
  viewChartSchema,
  viewMarkdownSchema,
  viewLinksSchema,
  viewNoticeSchema,
] as const;

/** A block without children. */
export const viewBlockSchema = z.discriminatedUnion("kind", leafSchemas);
export type ViewBlock = z.infer<typeof viewBlockSchema>;

/** Blocks side by side where there is room, below each other on phones. */
export const viewColumnsSchema = z.strictObject({
  kind: z.literal("columns"),
  children: z.array(viewBlockSchema).min(1).max(4),
});

/** Blocks below each other: the usual root. Two levels deep at most, so that no answer can nest without end. */
export const viewStackSchema = z.strictObject({
  kind: z.literal("stack"),
  children: z.array(z.discriminatedUnion("kind", [...leafSchemas, viewColumnsSchema])).max(20),
});

/** Any view: a block, columns of blocks, or a stack of both. */
export const viewSchema = z.discriminatedUnion("kind", [...leafSchemas, viewColumnsSchema, viewStackSchema]);
export type View = z.infer<typeof viewSchema>;
