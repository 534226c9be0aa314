import { blobUrl, folderOf } from "../ingest/place";
import { isGlob } from "../ingest/read/glob";
import { API_VERSION, DEFAULT_NAMESPACE, type Entity } from "../model/entity";
import { type Fragment, PORTAL_SOURCE } from "../model/fragment";
import { locationText } from "../model/location-ref";
import { nameOfRef } from "../model/ref";
import type { PlacedLocation } from "../store/location-store";

/** The key of a registered location's entity in the portal's source. */
export function locationKey(id: string): string {
  return `location:${id}`;
}

/** The entity of a registered location, as Backstage makes it: named once for all, its spec and place those of the target now. */
export function locationEntity(location: Omit<PlacedLocation, "id">): Entity {
  const { type, target, entityRef, path, presence, url, defaultBranch } = location;
  const place = locationText(location);
  const repository = { url, defaultBranch: defaultBranch ?? undefined };
  // A pattern is no page; the folder it begins in is.
  const folder = folderOf(isGlob(path) ? path.slice(0, path.search(/[*?[{]/)) : path);
  const tree = blobUrl(repository, folder, "tree");
  return {
    apiVersion: API_VERSION,
    kind: "Location",
    metadata: {
      name: nameOfRef(entityRef),
      namespace: DEFAULT_NAMESPACE,
      annotations: {
        "backstage.io/managed-by-location": place,
        "backstage.io/managed-by-origin-location": place,
        "backstage.io/view-url": isGlob(path) ? tree : target,
        ...(isGlob(path) ? {} : { "backstage.io/edit-url": blobUrl(repository, path, "edit") }),
        "backstage.io/source-location": `url:${tree}`,
      },
    },
    spec: { type, target, ...(presence === null ? {} : { presence }) },
  };
}

/**
 * What the portal says of a registered location. Of layer `declared`: a person or program stated it, nothing derived may
 * complete it, and a file that claims its name is a conflict for an admin as with any other.
 */
export function locationFragment(location: PlacedLocation): Fragment {
  return {
    sourceKey: locationKey(location.id),
    ref: location.entityRef,
    layer: "declared",
    body: locationEntity(location),
    origins: { "*": { rule: "registered as a location" } },
    source: PORTAL_SOURCE,
  };
}
