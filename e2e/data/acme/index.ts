import type { OrgSeed } from "../../fakes/github/world/seed";
import { people } from "./people";
import { payments } from "./payments";
import { teams } from "./teams";

/** The demo organisation: a web shop's engineering department of twenty, about forty repositories. */
export const acme: OrgSeed = {
  login: "acme",
  name: "Acme Commerce",
  description: "An online shop and everything behind it",
  members: people,
  teams,
  repos: [...payments],
};
