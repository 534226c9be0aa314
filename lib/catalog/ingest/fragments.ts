import { API_VERSION, DEFAULT_NAMESPACE, type Entity, LANGUAGE_ANNOTATION, refOf } from "../model/entity";
import { listFields } from "../model/fields";
import { toEntityName } from "../model/formats";
import type { Derived, Fragment, Origin, Origins } from "../model/fragment";
import { canonicalRef } from "../model/ref";
import {
  deriveDescription,
  deriveDocs,
  deriveLanguage,
  deriveLinks,
  deriveTags,
  deriveTitle,
} from "./derive/derive-about";
import { type FoundApi, findApis } from "./derive/derive-apis";
import { deriveLifecycle } from "./derive/derive-lifecycle";
import { deriveOwner, type People } from "./derive/derive-owner";
import { deriveType } from "./derive/derive-type";
import type { Facts } from "./derive/facts";
import type { RepositorySnapshot } from "./repository-snapshot";
import type { DeclaredDocument } from "./validate";

function blobUrl(
  snapshot: RepositorySnapshot,
  path: string,
  view: "blob" | "edit" | "tree" = "blob",
): string {
  return `${snapshot.url}/${view}/${snapshot.defaultBranch ?? "HEAD"}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** The declared fragment of one document, with the annotations Backstage adds for the place it was read from. */
export function declaredFragment({ document, entity, ref }: DeclaredDocument, facts: Facts): Fragment {
  const { snapshot } = facts;
  const folder = document.file.includes("/")
    ? document.file.slice(0, document.file.lastIndexOf("/") + 1)
    : "";
  const location = `url:${blobUrl(snapshot, document.file)}`;
  const given = entity.metadata.annotations ?? {};
  const added = {
    "backstage.io/view-url": blobUrl(snapshot, document.file),
    "backstage.io/edit-url": blobUrl(snapshot, document.file, "edit"),
    "backstage.io/source-location": `url:${blobUrl(snapshot, folder, "tree")}`,
    ...(entity.kind === "Component" ? { "github.com/project-slug": facts.fullName } : {}),
    ...given,
    "backstage.io/managed-by-location": location,
    "backstage.io/managed-by-origin-location": location,
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
  return {
    sourceKey: `${snapshot.externalId}:${document.file}#${document.index}`,
    ref,
    layer: "declared",
    body,
    origins: Object.fromEntries(origins),
    source: facts.fullName,
  };
}

type DerivedValues = ReturnType<typeof deriveValues>;

function deriveValues(facts: Facts, people: People) {
  return {
    type: deriveType(facts),
    lifecycle: deriveLifecycle(facts),
    owner: deriveOwner(facts, people),
    title: deriveTitle(facts),
    description: deriveDescription(facts),
    language: deriveLanguage(facts),
    tags: deriveTags(facts),
    links: deriveLinks(facts),
    docs: deriveDocs(facts),
  };
}

function place(facts: Facts): Record<string, string> {
  const { snapshot } = facts;
  return {
    "github.com/project-slug": facts.fullName,
    "backstage.io/managed-by-location": `url:${snapshot.url}`,
    "backstage.io/managed-by-origin-location": `url:${snapshot.url}`,
    "backstage.io/view-url": snapshot.url,
    "backstage.io/source-location": `url:${blobUrl(snapshot, "", "tree")}`,
  };
}

function originsOf(values: Readonly<Record<string, Derived<unknown> | undefined>>): Origins {
  const named = Object.entries(values).flatMap(([name, derived]) =>
    derived ? [[name, derived.origin] as const] : [],
  );
  return { "*": { rule: "the GitHub repository itself" }, ...Object.fromEntries(named) };
}

/** What the catalog can tell of a repository as one Component. `target` is the declared Component it completes, if there is one. */
function componentFragment(
  facts: Facts,
  values: DerivedValues,
  apis: readonly Fragment[],
  target: Entity | undefined,
): Fragment {
  const { type, lifecycle, owner, title, description, language, tags, links, docs } = values;
  const body: Entity = {
    apiVersion: API_VERSION,
    kind: "Component",
    metadata: {
      name: target?.metadata.name ?? toEntityName(facts.snapshot.name),
      namespace: target?.metadata.namespace ?? DEFAULT_NAMESPACE,
      title: title?.value,
      description: description?.value,
      annotations: {
        ...place(facts),
        ...(docs ? { "backstage.io/techdocs-ref": docs.value } : {}),
        ...(language ? { [LANGUAGE_ANNOTATION]: language.value } : {}),
      },
      tags: tags?.value,
      links: links.value,
    },
    spec: {
      type: type.value,
      lifecycle: lifecycle.value,
      ...(owner ? { owner: shortRef(owner.value) } : {}),
      ...(apis.length > 0 ? { providesApis: apis.map((api) => api.body.metadata.name).sort() } : {}),
    },
  };
  const origins = originsOf({
    "metadata.title": title,
    "metadata.description": description,
    "metadata.tags": tags,
    "metadata.links": links,
    "metadata.annotations.backstage.io/techdocs-ref": docs,
    [`metadata.annotations.${LANGUAGE_ANNOTATION}`]: language,
    "spec.type": type,
    "spec.lifecycle": lifecycle,
    "spec.owner": owner,
    "spec.providesApis": apis[0] && {
      value: undefined,
      origin: {
        rule: apis
          .map((api) => api.origins["*"]?.rule ?? "")
          .join("; ")
          .slice(0, 300),
        file: apis[0].origins["*"]?.file,
      },
    },
  });
  return {
    sourceKey: `${facts.snapshot.externalId}:derived`,
    ref: refOf(body),
    layer: "derived",
    body,
    origins,
    source: facts.fullName,
  };
}

// `group:default/payments` is written `payments` where Group is the default kind, as people write it.
function shortRef(ref: string): string {
  return ref.startsWith("group:default/") ? ref.slice("group:default/".length) : ref;
}

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

function apiFragments(facts: Facts, values: DerivedValues): Fragment[] {
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

/** An accepted entity and the file it stands in. */
export type DeclaredEntity = { readonly file: string; readonly entity: Entity };

/** The Component that stands for the whole repository: the only one declared, or the one at the root, or the one named like it. */
export function mainComponent(declared: readonly DeclaredEntity[], facts: Facts): Entity | undefined {
  const components = declared.filter(({ entity }) => entity.kind === "Component");
  const atRoot = components.filter(({ file }) => /^catalog-info\.ya?ml$/.test(file));
  const namesake = components.find(
    ({ entity }) => entity.metadata.name.toLowerCase() === toEntityName(facts.snapshot.name).toLowerCase(),
  );
  const only = components.length === 1 ? components[0] : atRoot.length === 1 ? atRoot[0] : namesake;
  return only?.entity;
}

/**
 * What is derived of a repository. Where entities are declared, it only completes the main Component; APIs are derived
 * only where none is declared.
 */
export function derivedFragments(
  facts: Facts,
  people: People,
  declared: readonly DeclaredEntity[],
): readonly Fragment[] {
  const described = declared.filter(({ entity }) => entity.kind !== "Location");
  const target = mainComponent(declared, facts);
  if (described.length > 0 && !target) return [];
  const values = deriveValues(facts, people);
  const namesApis = described.some(
    ({ entity }) => entity.kind === "API" || entity.spec?.providesApis !== undefined,
  );
  const apis = namesApis ? [] : apiFragments(facts, values);
  return [componentFragment(facts, values, apis, target), ...apis];
}

/**
 * The derived fragments of a repository under longer names, for names that another repository has.
 *
 * @param fixedRef - a declared Component, whose name is not ours to change
 */
export function renameDerived(
  fragments: readonly Fragment[],
  owner: string,
  fixedRef: string | undefined,
): readonly Fragment[] {
  const longer = (name: string) => toEntityName(`${name}-${owner}`);
  return fragments.map((fragment) => {
    if (fragment.layer !== "derived") return fragment;
    const provides = fragment.body.spec?.providesApis;
    const spec = Array.isArray(provides)
      ? { ...fragment.body.spec, providesApis: provides.map((name) => longer(String(name))) }
      : fragment.body.spec;
    if (fragment.ref === fixedRef) return { ...fragment, body: { ...fragment.body, spec } };
    const body: Entity = {
      ...fragment.body,
      metadata: { ...fragment.body.metadata, name: longer(fragment.body.metadata.name) },
      spec,
    };
    const origin: Origin = {
      rule: `another repository has the name ${fragment.body.metadata.name}, so the owner was added`,
    };
    return { ...fragment, body, ref: refOf(body), origins: { ...fragment.origins, "metadata.name": origin } };
  });
}

/** Canonical owner of an entity, resolved or not. */
export function ownerOf(entity: Entity): string | undefined {
  const owner = entity.spec?.owner;
  return typeof owner === "string"
    ? canonicalRef(owner, { kind: "group", namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE })
    : undefined;
}
