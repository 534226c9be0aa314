import type { HostileCase } from "./hostile-case";
import { INJECTION } from "./injection";
import { LOCATION_ABUSE } from "./location-abuse";
import { NAMES_AND_RELATIONS } from "./names-and-relations";
import { SYNTAX } from "./syntax";
import { TYPES } from "./types";
import { UNICODE } from "./unicode";
import { YAML_COST } from "./yaml-cost";

export type { HostileCase } from "./hostile-case";

/** security.md F: 200 repositories nobody should be able to hurt us with, in the groups and counts of its table. */
export const HOSTILE_CASES: Readonly<Record<string, readonly HostileCase[]>> = {
  "YAML bombs and cost": YAML_COST,
  syntax: SYNTAX,
  types: TYPES,
  "names and relations": NAMES_AND_RELATIONS,
  unicode: UNICODE,
  injection: INJECTION,
  "location abuse": LOCATION_ABUSE,
};
