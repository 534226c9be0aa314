import { locationText } from "../../model/location-ref";
import type { RegisteredLocation } from "../../store/location-store";
import type { Facts } from "../derive/facts";
import { blobUrl } from "../place";
import type { Edge } from "./follow-locations";
import { isGlob, matchGlob } from "./glob";

/** How reading came to a file. */
export type Lead = {
  /** refs of the Locations that name it, registered ones first; none for a file found by its name alone */
  readonly via: readonly string[];
  /** `url:…` where reading began: the registered location that names the file or led to it, else a file found by its name */
  readonly origin: string;
};

/** True when a registered location names this file, by path or as a pattern. */
export function namesFile({ path }: Pick<RegisteredLocation, "path">, file: string): boolean {
  return path === file || (isGlob(path) && matchGlob(path, [file]).length > 0);
}

/**
 * Works out how reading came to each file.
 *
 * @param begun - files that were read first, found by their names or registered
 * @param edges - what Locations led to, in the order they were followed
 */
export function leadsOf(
  begun: readonly string[],
  edges: readonly Edge[],
  registered: readonly RegisteredLocation[],
  facts: Facts,
): ReadonlyMap<string, Lead> {
  const origins = new Map<string, string>();
  const via = new Map<string, Set<string>>();
  const begin = (file: string) => {
    const locations = registered.filter((location) => namesFile(location, file));
    const [first] = locations;
    if (first) origins.set(file, locationText(first));
    via.set(file, new Set(locations.map(({ entityRef }) => entityRef)));
  };
  for (const file of begun) {
    begin(file);
    if (!origins.has(file)) origins.set(file, `url:${blobUrl(facts.snapshot, file)}`);
  }
  for (const { from, path } of edges) {
    if (!via.has(path)) begin(path);
    via.get(path)?.add(from.ref);
    // Files are followed from the beginning outwards, so the first Location that names one is nearest to it.
    const origin = origins.get(from.document.file);
    if (!origins.has(path) && origin !== undefined) origins.set(path, origin);
  }
  return new Map([...origins].map(([file, origin]) => [file, { origin, via: [...(via.get(file) ?? [])] }]));
}
