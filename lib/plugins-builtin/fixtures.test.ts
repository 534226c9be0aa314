import { describe, expect, it } from "vitest";
import { runFixture } from "@/lib/plugin-sdk";
import { builtins } from "./builtins";

describe.each(builtins.map((plugin) => [plugin.manifest.id, plugin] as const))("%s", (_id, plugin) => {
  it.each(plugin.fixtures.map((fixture) => [fixture.title, fixture] as const))(
    "maps and draws %s",
    async (_title, fixture) => {
      const outcome = await runFixture(plugin.manifest, fixture);
      expect(outcome.data).toMatchObject(Object(fixture.expect));
      expect(outcome.views.length).toBeGreaterThan(0);
    },
  );

  it("covers each query, with one preview", () => {
    expect(new Set(plugin.fixtures.map((fixture) => fixture.query))).toEqual(
      new Set(Object.keys(plugin.manifest.queries)),
    );
    expect(plugin.fixtures.filter((fixture) => fixture.preview)).toHaveLength(1);
  });
});
