import { z } from "zod";
import { kindRulesInput, listRulesOfKinds, putKindRules } from "@/lib/catalog";
import { json } from "../answer";
import { defineEndpoint } from "../endpoint";

const example = {
  rules: [
    { kind: "Group", repositories: ["acme/org-data"] },
    { kind: "Template", repositories: [] },
  ],
};
const schema = z
  .object({ rules: z.array(z.object({ kind: z.string(), repositories: z.array(z.string()) })) })
  .meta({
    id: "KindRules",
    description: "Kinds that not every repository may declare, each with the repositories that may",
  });

export const getKindRules = defineEndpoint({
  method: "GET",
  path: "/catalog/kind-rules",
  tag: "Kinds",
  summary: "Which repositories may declare which kinds",
  description: "Kinds that are not named may be declared by every repository Portico reads.",
  permission: "catalog.entity.read",
  query: z.strictObject({}),
  answers: { 200: { description: "The rules there are", schema, example } },
  handle: async (ctx) => json(await listRulesOfKinds(ctx)),
});

export const putRulesOfKinds = defineEndpoint({
  method: "PUT",
  path: "/catalog/kind-rules",
  tag: "Kinds",
  summary: "Say which repositories may declare which kinds",
  description: `Replaces all rules. A rule without repositories lets none declare the kind; repositories are named \`owner/name\` and meant themselves, also when they are renamed later.
Repositories it concerns are read again: what is refused from now on becomes a problem \`kind_not_allowed\` of its file and keeps its last good version, what is allowed again is taken. Of several files that claim one name, the first of a repository that may counts. Pushed sets and imports are not concerned.`,
  permission: "catalog.source.manage",
  query: z.strictObject({}),
  body: kindRulesInput,
  examples: { body: example },
  answers: { 200: { description: "The rules from now on", schema, example } },
  handle: async (ctx, { body }) => json(await putKindRules(ctx, body)),
});
