import { z } from "zod";
import { refreshEntity, removeEntity, validateEntity } from "@/lib/catalog";
import type { Json } from "@/lib/platform/types";
import { empty, json } from "../answer";
import { defineEndpoint } from "../endpoint";
import { exampleEntity, uidParam } from "./catalog-schemas";

export const removeEntityByUid = defineEndpoint({
  method: "DELETE",
  path: "/catalog/entities/by-uid/{uid}",
  tag: "Entities",
  summary: "Take an entity out of the catalog",
  description:
    "It is an orphan from now on: not served, its body and history kept, and back when a source says something new of it. Unknown uids are 204 too.",
  permission: "catalog.entity.write",
  params: z.object({ uid: uidParam }),
  anyText: true,
  query: z.strictObject({}),
  examples: { params: { uid: exampleEntity.metadata.uid } },
  answers: { 204: { description: "It is not served any more" } },
  handle: async (ctx, { params }) => {
    await removeEntity(ctx, params.uid);
    return empty(204);
  },
});

export const refreshEntityByRef = defineEndpoint({
  method: "POST",
  path: "/catalog/refresh",
  tag: "Entities",
  summary: "Read an entity's repositories again",
  description:
    "Asks for it and answers at once. An entity that was pushed or imported has no repository; nothing happens.",
  permission: "catalog.entity.write",
  anyText: true,
  query: z.strictObject({}),
  body: z.strictObject({
    entityRef: z.string().min(1),
    authorizationToken: z.string().optional(),
  }),
  examples: { body: { entityRef: "component:default/billing" } },
  answers: { 200: { description: "Asked for" } },
  handle: async (ctx, { body }) => {
    await refreshEntity(ctx, body.entityRef);
    return empty(200);
  },
});

export const validateOneEntity = defineEndpoint({
  method: "POST",
  path: "/catalog/validate-entity",
  tag: "Entities",
  summary: "Check an entity without storing it",
  description:
    "As if a file of the repository that `location` names declared it. Placeholders (`$text`, `$json`, `$yaml`) are not filled in: their files are not read, since they may come with the same commit. A text stands for `$text`, and nothing is held against what `$json` and `$yaml` would give. A target outside of the repository is a problem, and so is what looks like a placeholder and is none where a text must stand. Also a request that is not right is answered with `errors`.",
  permission: "catalog.entity.read",
  anyText: true,
  query: z.strictObject({}),
  body: z.object({
    // JSON it is, since the frame has parsed it; z.json() calls itself for each level, and checkEntity says what is too deep.
    entity: z
      .custom<Json>((value) => value !== undefined, "is missing")
      .meta({ type: "object", additionalProperties: {} }),
    location: z.string().max(4_000).meta({ description: "Where it is said to come from: `url:https://…`" }),
  }),
  bodyMaxBytes: 4 * 1024 * 1024,
  examples: {
    body: {
      entity: {
        apiVersion: "backstage.io/v1alpha1",
        kind: "Group",
        metadata: { name: "ops" },
        spec: { type: "team", children: [] },
      },
      location: "url:https://github.com/acme/teams/blob/main/catalog-info.yaml",
    },
  },
  answers: {
    200: { description: "It is valid" },
    400: {
      description: "It is not: every problem, envelope first",
      schema: z.object({ errors: z.array(z.object({ name: z.string(), message: z.string() })) }),
      example: {
        errors: [
          { name: "InputError", message: "spec.owner is missing. Add spec.owner: the team that owns it." },
        ],
      },
    },
  },
  refused: (message) => json({ errors: [{ name: "InputError", message }] }, { status: 400 }),
  handle: async (ctx, { body }) => {
    const errors = await validateEntity(ctx, body.entity, body.location);
    return errors.length === 0 ? empty(200) : json({ errors }, { status: 400 });
  },
});
