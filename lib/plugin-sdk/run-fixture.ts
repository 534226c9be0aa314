import type { Json } from "@/lib/platform/types";
import { partsOf } from "./annotation";
import { type DrawnView, drawView } from "./draw-view";
import { evaluate } from "./expression";
import type { Manifest, PluginFixture } from "./manifest";

export type FixtureOutcome = {
  readonly data: Json;
  readonly views: readonly { readonly id: string; readonly title: string; readonly drawn: DrawnView }[];
};

/**
 * Runs a query's mapping and its views over a recorded answer: what publishing checks, and what the preview is drawn from.
 *
 * @throws Error - the manifest has no such query, or mapping or view fail
 */
export async function runFixture(manifest: Manifest, fixture: PluginFixture): Promise<FixtureOutcome> {
  const query = manifest.queries[fixture.query];
  if (!query) throw new Error(`The fixture "${fixture.title}" names the unknown query ${fixture.query}.`);
  const answers = Object.fromEntries(
    Object.entries(fixture.answers).map(([name, answer]) => [name, answer.body]),
  );
  const data =
    (await evaluate(
      query.mapping,
      mappingInput(
        answers,
        fixture.config,
        fixture.annotation,
        partsOf(manifest.annotation, fixture.annotation) ?? {},
      ),
    )) ?? null;
  const views = manifest.views.filter((view) => view.query === fixture.query);
  return {
    data,
    views: await Promise.all(
      views.map(async (view) => ({ id: view.id, title: view.title, drawn: await drawView(view, data) })),
    ),
  };
}

/** What a mapping sees: never a secret. */
export function mappingInput(
  answers: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>>,
  annotation: string,
  parts: Readonly<Record<string, string>>,
): object {
  return { answers, config, annotation: { ...parts, value: annotation } };
}
