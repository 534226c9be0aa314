import { API_VERSION, DEFAULT_NAMESPACE, type Entity, refOf } from "../model/entity";
import { toEntityName } from "../model/formats";
import type { Fragment, Origin, Origins } from "../model/fragment";
import { type FoundApi, findApis } from "./derive/derive-apis";
import { type DerivedValues, shortRef } from "./derive/derive-values";
import type { Facts } from "./derive/facts";
import { blobUrl, place } from "./place";

function apiName(facts: Facts, found: FoundApi, count: number): string {
  const { name } = facts.snapshot;
  if (count === 1) return toEntityName(name);
  const file =
    found.path
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]+$/, "") ?? "";
  const part = found.title ?? (/^(openapi|swagger|asyncapi|schema)$/i.test(file) ? found.type : file);
  return toEntityName(`${name}-${part.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`);
}

/** An API entity of each API description found. */
export function apiFragments(facts: Facts, values: DerivedValues): Fragment[] {
  const found = findApis(facts);
  const taken = new Set<string>();
  return found.map((api) => {
    let name = apiName(facts, api, found.length);
    if (taken.has(name.toLowerCase()))
      name = toEntityName(`${facts.snapshot.name}-${api.path.replace(/\.[^.]+$/, "").replaceAll("/", "-")}`);
    taken.add(name.toLowerCase());
    const description = api.description ? { description: api.description.slice(0, 2_000) } : {};
    const body: Entity = {
      apiVersion: API_VERSION,
      kind: "API",
      metadata: {
        name,
        namespace: DEFAULT_NAMESPACE,
        ...(api.title && api.title !== name ? { title: api.title.slice(0, 200) } : {}),
        ...description,
        annotations: {
          ...place(facts),
          "backstage.io/view-url": blobUrl(facts.snapshot, api.path),
          "backstage.io/managed-by-location": `url:${blobUrl(facts.snapshot, api.path)}`,
        },
      },
      spec: {
        type: api.type,
        lifecycle: values.lifecycle.value,
        ...(values.owner ? { owner: shortRef(values.owner.value) } : {}),
        definition: api.definition,
      },
    };
    const file: Origin = { rule: `${api.path} is ${api.what}`, file: api.path, line: api.line };
    const origins: Origins = {
      "*": file,
      "spec.lifecycle": values.lifecycle.origin,
      ...(values.owner ? { "spec.owner": values.owner.origin } : {}),
    };
    return {
      sourceKey: `${facts.snapshot.externalId}:api:${api.path}`,
      ref: refOf(body),
      layer: "derived" as const,
      body,
      origins,
      source: facts.fullName,
    };
  });
}
