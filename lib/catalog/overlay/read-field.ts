import { z } from "zod";
import { can, requirePermission } from "@/lib/access";
import { findInstallation } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import { fieldValue, parseEditableField } from "../model/field-path";
import type { Provenance } from "../model/fragment";
import { provenanceOf } from "../model/served";
import { findDeclaredPlace, listOwnerChoices, listTeamAccess } from "../store/overlay-store";
import { type EditedEntity, readEdited } from "./edited-entity";

export const readFieldInput = z.strictObject({ ref: z.string().max(255), path: z.string().min(1).max(400) });

/** One value with its place. */
export type PlacedValue = { readonly value: Json | undefined; readonly origin: Provenance | undefined };

/** A field as its edit form shows it. */
export type FieldView = {
  readonly path: string;
  /** the entity's version this was read at */
  readonly version: number;
  readonly now: PlacedValue;
  /** what shows again without the overlay; undefined when there is none */
  readonly beneath: PlacedValue | undefined;
  /** the file that declares the entity, if one does, and whether the App may propose changes to it */
  readonly file:
    | {
        readonly repository: string;
        readonly path: string;
        readonly url: string;
        readonly missing: readonly string[];
      }
    | undefined;
  readonly mayEdit: boolean;
};

/** What the App needs on GitHub to open a pull request, and a read-only installation lacks. */
export const PULL_REQUEST_PERMISSIONS = ["contents", "pull_requests"] as const;

/** The permissions an installation lacks for pull requests. */
export function missingFor(permissions: Readonly<Record<string, string>>): readonly string[] {
  return PULL_REQUEST_PERMISSIONS.filter((name) => permissions[name] !== "write");
}

async function fileOf(db: TenantSql, edited: EditedEntity): Promise<FieldView["file"]> {
  const declared = edited.stated.find(
    (fragment) => fragment.layer === "declared" && fragment.repositoryId !== undefined,
  );
  const path = declared?.origins.kind?.file ?? declared?.origins["metadata.name"]?.file;
  if (!declared?.repositoryId || path === undefined) return undefined;
  const place = await findDeclaredPlace(db, declared.repositoryId);
  if (!place) return undefined;
  const installation =
    place.installationId === null ? undefined : await findInstallation(db, place.installationId);
  return {
    repository: `${place.owner}/${place.name}`,
    path,
    url: `${place.url}/blob/${place.defaultBranch ?? "HEAD"}/${path}`,
    missing: missingFor(installation?.permissions ?? {}),
  };
}

/**
 * One field with where its value comes from and what lies beneath.
 *
 * @throws AppError not_found - no such entity; invalid_input - no field that can be edited; conflict - the entity is an orphan
 */
export async function readField(
  ctx: TenantContext,
  input: z.infer<typeof readFieldInput>,
): Promise<FieldView> {
  requirePermission(ctx, "catalog.entity.read");
  const field = parseEditableField(input.path);
  if (!field) throw new AppError("invalid_input", `${input.path} is no field that can be edited.`);
  return withTenantSql(ctx, async (db) => {
    const edited = await readEdited(db, input.ref);
    const placed = ({ body, provenance }: ReturnType<EditedEntity["merge"]>): PlacedValue => ({
      value: fieldValue(body, field),
      origin: provenanceOf(provenance, field.name),
    });
    const hasOverlay = edited.overlay !== undefined && fieldValue(edited.overlay.body, field) !== undefined;
    return {
      path: field.name,
      version: edited.version,
      now: placed(edited.merge(edited.overlay)),
      beneath: hasOverlay ? placed(edited.merge(undefined)) : undefined,
      file: await fileOf(db, edited),
      mayEdit: can(ctx, "catalog.entity.write"),
    };
  });
}

export const ownerChoicesInput = z.strictObject({ ref: z.string().max(255), q: z.string().max(100) });

/** Somebody who may own an entity; `why` says what speaks for them. */
export type OwnerChoice = {
  readonly ref: string;
  readonly title: string;
  readonly kind: string;
  readonly why?: string | undefined;
};

const CHOICES_MAX = 30;

/** Owners to choose from: first the teams that have access to the entity's repositories, then groups and people by name. */
export async function listOwners(
  ctx: TenantContext,
  input: z.infer<typeof ownerChoicesInput>,
): Promise<readonly OwnerChoice[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const known = await listOwnerChoices(db, input.q.trim(), CHOICES_MAX);
    const access = input.q.trim() === "" ? await listTeamAccess(db, input.ref.toLowerCase()) : [];
    const proposed = access.map(
      ({ teamSlug, permission, repository }): OwnerChoice => ({
        ref: `group:default/${teamSlug.toLowerCase()}`,
        title: teamSlug,
        kind: "group",
        why: `${permission} access to ${repository}`,
      }),
    );
    const seen = new Set(proposed.map(({ ref }) => ref));
    return [...proposed, ...known.filter(({ ref }) => !seen.has(ref))].slice(0, CHOICES_MAX);
  });
}
