export type { Annotation, EntityRepository, Linked } from "./annotation";
export type { ConfigSchema, ConfigValues } from "./config-schema";
export type { Manifest, PluginFixture, PluginPlan } from "./manifest";
export type { View, ViewBlock, ViewCell, ViewStat, ViewTone } from "./view";
