import type { Facts } from "./facts";
import type { Explanation, Step } from "./step";

const list = (words: readonly string[]) => new Intl.ListFormat("en").format(words);

/** Says of a host that none of its repositories is read, however it is connected. */
export function foreignHostStep(host: string, hosts: readonly string[]): Step {
  return {
    stage: "connected",
    state: "bad",
    title: `${host} is not a host Portico reads`,
    detail: `Repositories are read from ${list(hosts)} only.`,
    fix: "Push what is elsewhere over the API with PUT /catalog/sets/{name}, or import it from a file.",
    link: { to: "import" },
  };
}

/** A place that is not read, while entities pushed or imported say that they come from there. */
export function explainClaimed(place: string, why: string | undefined, claims: Facts["claims"]): Explanation {
  const shown = claims.slice(0, 3).map(({ ref }) => ref);
  const more = claims.length > shown.length ? ["others"] : [];
  const refs = list([...shown, ...more]);
  const sources = list([...new Set(claims.flatMap((claim) => claim.sources))]);
  const said = `${refs} ${claims.length === 1 ? "says it comes" : "say they come"} from there${sources ? `, ${sources}` : ""}`;
  return {
    state: "ok",
    headline: `The repository is not read; ${said}.`,
    steps: [
      { stage: "visible", state: "unknown", title: `${place} is not read`, detail: why },
      { stage: "served", state: "ok", title: said, entities: claims.map(({ ref }) => ref) },
    ],
  };
}
