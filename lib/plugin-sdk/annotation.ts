import { z } from "zod";

/** The repository an entity comes from, as the catalog knows it. */
export type EntityRepository = { readonly owner: string; readonly name: string };

/** Which annotation links an entity to the vendor's thing, and what to take when nobody wrote one. */
export const annotationSchema = z.strictObject({
  key: z.string().min(3).max(120),
  aliases: z.array(z.string().max(120)).max(6).default([]),
  /** form the value must have; named groups become `{{annotation.<group>}}` */
  pattern: z.string().max(200).default("^.{1,300}$"),
  example: z.string().max(120),
  /** built from the repository: `{owner}`, `{name}` */
  autofill: z.strictObject({ template: z.string().max(80), says: z.string().max(140) }).optional(),
});
export type Annotation = z.infer<typeof annotationSchema>;

export type Linked = {
  readonly value: string;
  readonly parts: Readonly<Record<string, string>>;
  /** `autofill`: nobody wrote it, so the vendor may not know it */
  readonly origin: "annotation" | "autofill";
};

/**
 * The value that links an entity to the vendor.
 *
 * @returns undefined when there is neither a well-formed annotation nor a repository to take it from
 */
export function linkOf(
  annotation: Annotation,
  entity: {
    readonly annotations: Readonly<Record<string, string>>;
    readonly repository: EntityRepository | undefined;
  },
): Linked | undefined {
  for (const key of [annotation.key, ...annotation.aliases]) {
    const value = entity.annotations[key]?.trim();
    const parts = value ? partsOf(annotation, value) : undefined;
    if (value && parts) return { value, parts, origin: "annotation" };
  }
  if (!annotation.autofill || !entity.repository) return undefined;
  const value = annotation.autofill.template
    .replaceAll("{owner}", entity.repository.owner)
    .replaceAll("{name}", entity.repository.name);
  const parts = partsOf(annotation, value);
  return parts ? { value, parts, origin: "autofill" } : undefined;
}

/** Named groups of the annotation's pattern, undefined when the value has another form. */
export function partsOf(annotation: Annotation, value: string): Readonly<Record<string, string>> | undefined {
  const match = new RegExp(annotation.pattern).exec(value);
  return match ? { ...match.groups } : undefined;
}
