import type { Manifest, PluginFixture } from "@/lib/plugin-sdk";
import { fixtures as actionsFixtures } from "./github-actions/fixtures";
import { manifest as actions } from "./github-actions/manifest";
import { fixtures as pullsFixtures } from "./github-pull-requests/fixtures";
import { manifest as pulls } from "./github-pull-requests/manifest";
import { fixtures as sonarFixtures } from "./sonarqube/fixtures";
import { manifest as sonarqube } from "./sonarqube/manifest";

/** The first-party plugins, in the order the marketplace shows them. */
export const builtins: readonly {
  readonly manifest: Manifest;
  readonly fixtures: readonly PluginFixture[];
}[] = [
  { manifest: actions, fixtures: actionsFixtures },
  { manifest: pulls, fixtures: pullsFixtures },
  { manifest: sonarqube, fixtures: sonarFixtures },
];
