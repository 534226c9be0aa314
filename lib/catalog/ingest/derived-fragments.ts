import { API_VERSION, DEFAULT_NAMESPACE, type Entity, LANGUAGE_ANNOTATION, refOf } from "../model/entity";
import { toEntityName } from "../model/formats";
import type { Derived, Fragment, Origin, Origins } from "../model/fragment";
import { apiFragments } from "./api-fragments";
import type { People } from "./derive/derive-owner";
import { type DerivedValues, deriveValues, shortRef } from "./derive/derive-values";
import type { Facts } from "./derive/facts";
import { place } from "./place";

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
