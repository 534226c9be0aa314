import { z } from "zod";

/** What a delivery tells us to look at again. It is never applied: names and ids in it are hints, the truth is read from the API. */
export type Hint =
  | { readonly kind: "repository"; readonly externalId: string }
  | { readonly kind: "organisation" }
  | { readonly kind: "listing" }
  | { readonly kind: "installation" };

export type DeliveryHints = {
  readonly installationId: number | undefined;
  readonly hints: readonly Hint[];
};

const bodySchema = z.object({
  installation: z.object({ id: z.number().int().positive() }).optional(),
  repository: z.object({ id: z.number().int().positive(), default_branch: z.string().optional() }).optional(),
  ref: z.string().optional(),
});

const REPOSITORY_EVENTS = new Set([
  "repository",
  "push",
  "public",
  "create",
  "delete",
  "branch_protection_rule",
]);
const ORGANISATION_EVENTS = new Set(["team", "team_add", "membership", "organization", "member"]);

/** Reads what a delivery names. Events we do not use give no hint; a body of another form neither. */
export function readDelivery(event: string, body: unknown): DeliveryHints {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return { installationId: undefined, hints: [] };
  const { installation, repository, ref } = parsed.data;
  return { installationId: installation?.id, hints: hintsOf(event, repository, ref) };
}

function hintsOf(
  event: string,
  repository: { id: number; default_branch?: string | undefined } | undefined,
  ref: string | undefined,
): Hint[] {
  if (event === "installation") return [{ kind: "installation" }, { kind: "listing" }];
  if (event === "installation_repositories" || event === "installation_target") return [{ kind: "listing" }];
  if (ORGANISATION_EVENTS.has(event)) return [{ kind: "organisation" }];
  if (!REPOSITORY_EVENTS.has(event) || !repository) return [];
  // A push to another branch changes nothing we show.
  const elsewhere =
    event === "push" &&
    repository.default_branch !== undefined &&
    ref !== `refs/heads/${repository.default_branch}`;
  return elsewhere ? [] : [{ kind: "repository", externalId: String(repository.id) }];
}
