import { z } from "zod";

export const exampleEntity = {
  apiVersion: "backstage.io/v1alpha1",
  kind: "Component",
  metadata: {
    name: "billing",
    namespace: "default",
    uid: "0a1f5e0e-8a54-4a0f-9f53-1f6e3b7f2f11",
    etag: "9f2c1e5b7a3d4c60818283848586878889909192",
    description: "Invoices and payments",
    tags: ["java"],
  },
  spec: { type: "service", lifecycle: "production", owner: "team-billing" },
  relations: [{ type: "ownedBy", targetRef: "group:default/team-billing" }],
};

export const exampleLocation = {
  apiVersion: "backstage.io/v1alpha1",
  kind: "Location",
  metadata: {
    name: "services",
    namespace: "default",
    uid: "7d0b6a52-5a0c-4f0b-8a4b-0f6de7a1c2b3",
    etag: "0d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a69788796",
  },
  spec: { targets: ["./services/*/catalog-info.yaml"] },
  relations: [],
};

export const entitySchema = z
  .looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({
      name: z.string(),
      namespace: z.string(),
      uid: z.string(),
      etag: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      labels: z.record(z.string(), z.string()).optional(),
      annotations: z.record(z.string(), z.string()).optional(),
      tags: z.array(z.string()).optional(),
      links: z.array(z.looseObject({ url: z.string(), title: z.string().optional() })).optional(),
    }),
    spec: z.looseObject({}).optional(),
    relations: z.array(z.object({ type: z.string(), targetRef: z.string() })),
    status: z
      .object({
        items: z.array(
          z.looseObject({
            type: z.string(),
            level: z.enum(["info", "warning", "error"]),
            message: z.string(),
          }),
        ),
      })
      .optional()
      .meta({ description: "While its file is wrong and its last good version is served: what is wrong" }),
  })
  .meta({
    id: "Entity",
    description:
      "An entity in Backstage's envelope, with its relations in both directions. `metadata.etag` changes with anything in it",
  });

/** With `fields`, an entity has only those. */
export const prunedEntitySchema = z
  .looseObject({})
  .meta({ id: "EntityOrPart", description: "An Entity, or the part of it that `fields` names" });

// Longer ones than anything is called are not wrong: there is no such thing, as with any other name nobody has.
export const uidParam = z.string().min(1).meta({ description: "`metadata.uid` of the entity, in any case" });

export const nameParams = z.object({
  kind: z.string().min(1).meta({ description: "In any case, as the two others" }),
  namespace: z.string().min(1),
  name: z.string().min(1),
});

export const fieldsParam = z.array(z.string().max(8_000)).max(200).optional().meta({
  description: "Dotted paths to keep, such as `metadata.name,spec.owner`; everything when left out",
  explode: false,
});

export const filterParam = z.array(z.string().max(16_000)).max(200).optional().meta({
  description:
    "Conditions `key=value` or `key` (exists), comma-separated and all true; several parameters: any of them; a key given twice in one, in the same letters: any of its values",
});

export const fieldsBody = z.array(z.string().max(500)).max(500).optional();

export const predicateBody = z.looseObject({}).optional().meta({
  description:
    "`{ field: value }`, `{ field: { $exists, $in, $hasPrefix, $contains } }`, `{ $all: [] }`, `{ $any: [] }`, `{ $not: {} }`",
});

export const pageInfoSchema = z.object({
  nextCursor: z.string().optional(),
  prevCursor: z.string().optional(),
});
