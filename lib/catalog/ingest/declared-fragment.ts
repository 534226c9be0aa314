import type { Entity } from "../model/entity";
import { listFields } from "../model/fields";
import type { Fragment, Origin } from "../model/fragment";
import type { Facts } from "./derive/facts";
import { blobUrl, folderOf } from "./place";
import type { Lead } from "./read/leads";
import type { DeclaredDocument } from "./read/validate";

/** The declared fragment of one document, with the annotations Backstage adds for the place it was read from and through what. */
export function declaredFragment(
  { document, entity, ref }: DeclaredDocument,
  facts: Facts,
  lead: Lead | undefined,
): Fragment {
  const { snapshot } = facts;
  const folder = folderOf(document.file);
  const location = `url:${blobUrl(snapshot, document.file)}`;
  const given = entity.metadata.annotations ?? {};
  const added = {
    "backstage.io/view-url": blobUrl(snapshot, document.file),
    "backstage.io/edit-url": blobUrl(snapshot, document.file, "edit"),
    "backstage.io/source-location": `url:${blobUrl(snapshot, folder, "tree")}`,
    ...(entity.kind === "Component" ? { "github.com/project-slug": facts.fullName } : {}),
    ...given,
    "backstage.io/managed-by-location": location,
    "backstage.io/managed-by-origin-location": lead?.origin ?? location,
  };
  const body: Entity = { ...entity, metadata: { ...entity.metadata, annotations: added } };
  const place: Origin = { file: document.file, rule: `the place of ${document.file}` };
  const origins = listFields(body).map(({ name, path }): [string, Origin] => {
    const key = String(path[2] ?? "");
    const own =
      path[1] !== "annotations" || (Object.hasOwn(given, key) && !key.startsWith("backstage.io/managed-by"));
    return [
      name,
      own
        ? { file: document.file, line: document.positionOf(path).line, rule: `declared in ${document.file}` }
        : place,
    ];
  });
  // A Location may name its own file.
  const via = lead?.via.filter((parent) => parent !== ref) ?? [];
  const whole = { "*": { file: document.file, rule: `declared in ${document.file}`, via } };
  return {
    sourceKey: `${snapshot.externalId}:${document.file}#${document.index}`,
    ref,
    layer: "declared",
    body,
    origins: { ...Object.fromEntries(origins), ...(via.length > 0 ? whole : {}) },
    source: facts.fullName,
  };
}
