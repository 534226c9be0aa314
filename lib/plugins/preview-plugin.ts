import { type FixtureOutcome, runFixture } from "@/lib/plugin-sdk";
import { getRegistered } from "./registry";

/** How the plugin's cards look, drawn from the fixture it names for that. @throws AppError not_found */
export async function previewPlugin(id: string): Promise<FixtureOutcome["views"]> {
  const { manifest, fixtures } = getRegistered(id);
  const fixture = fixtures.find((one) => one.preview);
  return fixture ? (await runFixture(manifest, fixture)).views : [];
}
