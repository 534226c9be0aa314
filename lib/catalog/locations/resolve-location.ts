import { createHash } from "node:crypto";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { resolveTarget, shownTarget } from "../ingest/read/target";
import { refreshRepositories } from "../jobs";
import { locationText } from "../model/location-ref";
import {
  type ConnectedRepository,
  findConnectedRepository,
  type Presence,
  type ReadableIds,
} from "../store/location-store";

export type LocationInput = {
  readonly type: string;
  readonly target: string;
  readonly presence?: Presence | undefined;
};

/** A target as a file, or a pattern of files, of a repository Portico reads. */
export type ResolvedLocation = {
  readonly type: "url";
  readonly target: string;
  readonly repository: ConnectedRepository;
  readonly path: string;
};

const RAW_HOST = "raw.githubusercontent.com";

const invalid = (message: string) => new AppError("invalid_input", message);

/** `location:default/generated-<sha1 of type:target>`, the name Backstage gives a registered location. */
export function generatedRef(location: LocationInput): string {
  const hash = createHash("sha1").update(locationText(location)).digest("hex");
  return `location:default/generated-${hash}`;
}

/** Owner and name of the repository an address leads into. @throws AppError invalid_input - it leads into none of our GitHub */
export function repositoryOfTarget({ type, target }: LocationInput): {
  owner: string;
  name: string;
  isWhole: boolean;
} {
  if (type !== "url")
    throw invalid(`Registered locations must be of type 'url', not '${type.slice(0, 40)}'.`);
  const web = new URL(config().GITHUB_WEB_URL);
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const example = `${web.origin}/acme/payments/blob/main/catalog/entities.yaml`;
  if (!url) throw invalid(`"${shownTarget(target)}" is not an address. Give one such as ${example}`);
  const isRaw = web.host === "github.com" && url.host === RAW_HOST;
  const [owner = "", name = "", ...file] = url.pathname.slice(1).split("/");
  if ((url.host !== web.host && !isRaw) || !owner || !name)
    throw invalid(
      `"${shownTarget(target)}" is not an address of a repository on ${web.host}, and Portico reads nothing else. Give one such as ${example}; for other sources push entities with PUT /catalog/sets/{name}.`,
    );
  return { owner, name: name.replace(/\.git$/, ""), isWhole: file.join("") === "" };
}

/** @throws AppError invalid_input - no connected organisation has the repository: cause and fix */
export async function requireConnected(
  db: TenantSql,
  ctx: TenantContext,
  location: LocationInput,
): Promise<ConnectedRepository> {
  const { owner, name } = repositoryOfTarget(location);
  const repository = await findConnectedRepository(db, owner, name);
  if (repository) return repository;
  throw invalid(
    `${owner}/${name} is not among the repositories Portico reads. Connect ${owner} under ${config().PORTICO_URL}/${ctx.slug}/settings/github, or let the GitHub App see this repository, and register it then.`,
  );
}

/** @throws AppError invalid_input - not a file of a connected repository's default branch, with what to do */
export async function resolveLocation(
  db: TenantSql,
  ctx: TenantContext,
  location: LocationInput,
): Promise<ResolvedLocation> {
  const target = location.target.trim();
  const repository = await requireConnected(db, ctx, { type: location.type, target });
  const place = {
    url: repository.url,
    defaultBranch: repository.defaultBranch ?? undefined,
    headSha: repository.headSha ?? undefined,
  };
  const { path, refusal } = repositoryOfTarget({ type: location.type, target }).isWhole
    ? { path: "", refusal: undefined }
    : resolveTarget(place, "", target);
  if (refusal) throw invalid(`The target "${shownTarget(target)}" ${refusal.message}. ${refusal.fix}`);
  if (path === "")
    throw invalid(
      `"${shownTarget(target)}" names a repository, not a file. Portico reads ${repository.url} already; register a file of it.`,
    );
  return { type: "url", target, repository, path };
}

/** Has repositories read again, in the transaction that changed what is read of them. */
export async function askForReading(
  db: TenantSql,
  ctx: TenantContext,
  sources: readonly ReadableIds[],
): Promise<void> {
  const AT_ONCE = 100;
  for (const { sourceId, externalIds } of sources)
    for (let from = 0; from < externalIds.length; from += AT_ONCE)
      await enqueue(
        db,
        refreshRepositories,
        { sourceId, externalIds: externalIds.slice(from, from + AT_ONCE) },
        { requestId: ctx.requestId },
      );
}
