import type { OrgSeed } from "../../fakes/github/world/seed";
import { commerce } from "./commerce";
import { dataAndRest } from "./data-and-rest";
import { payments } from "./payments";
import { people } from "./people";
import { platform } from "./platform";
import { storefront } from "./storefront";
import { teams } from "./teams";

/** The demo organisation: a web shop's engineering department of twenty, about forty repositories. */
export const acme: OrgSeed = {
  login: "acme",
  name: "Acme Commerce",
  description: "An online shop and everything behind it",
  members: people,
  teams,
  repos: [...payments, ...storefront, ...commerce, ...platform, ...dataAndRest],
};
