import type { Json, JsonObject } from "@/lib/platform/types";
import { formatRef } from "./ref";

/** Backstage's envelope, after validation. Unknown metadata and spec fields are kept. */
export type EntityMetadata = {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly links?: readonly EntityLink[] | undefined;
  readonly [key: string]: Json | undefined;
};

export type EntityLink = {
  readonly url: string;
  readonly title?: string | undefined;
  readonly icon?: string | undefined;
  readonly type?: string | undefined;
};

export type Entity = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: EntityMetadata;
  readonly spec?: JsonObject | undefined;
};

/** Part of an entity, as a derived fragment may state it: name and kind are always there. */
export type EntityFields = Entity;

export const API_VERSION = "backstage.io/v1alpha1";
export const DEFAULT_NAMESPACE = "default";

/** Annotation that carries the main programming language. */
export const LANGUAGE_ANNOTATION = "portico.dev/language";

/** Canonical ref of an entity. */
export function refOf(entity: Entity): string {
  return formatRef({
    kind: entity.kind,
    namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
    name: entity.metadata.name,
  });
}

/** Names Backstage makes of an address; nobody reads them. */
const GENERATED = /^generated-[0-9a-f]{40}$/;

/** The name people read: the title, a person's or team's display name, what a registered location points to, else the name. */
export function titleOf({ kind, metadata, spec }: Entity): string {
  const profile = isJsonObject(spec?.profile) ? stringField(spec.profile, "displayName") : undefined;
  const target =
    kind === "Location" && GENERATED.test(metadata.name) ? stringField(spec, "target") : undefined;
  // The host is the same for all of them, and takes the room of what tells them apart.
  return metadata.title ?? profile ?? target?.replace(/^https?:\/\/[^/]+\//, "") ?? metadata.name;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string field of an object, or undefined. */
export function stringField(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === "string" ? value : undefined;
}
