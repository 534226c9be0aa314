export { type ConfigurePluginInput, configurePlugin, configurePluginInput } from "./configure-plugin";
export { type EnablePluginInput, enablePlugin, enablePluginInput } from "./enable-plugin";
export { type Gate, gate, type NextStep, type Price } from "./gate";
export { callGithub, type GithubCall } from "./gateway/github-call";
export { type GatewayPorts, type QueryAnswer, type QueryInput, runQuery } from "./gateway/run-query";
export { type TestOutcome, testConnection } from "./gateway/test-connection";
export { type EntityCard, listEntityCards } from "./list-entity-cards";
export { listPluginNames } from "./list-plugin-names";
export { getPlugin, listPlugins, type PluginDetail, type PluginView, type Reach } from "./list-plugins";
export { type Amount, formatAmount, formatMoney, type PriceOf } from "./model/amount";
export { type Asks, type AskWords, asksOf, describeAsks } from "./model/asks";
export type { Install, Settings } from "./model/install";
export { previewPlugin } from "./preview-plugin";
export {
  findPluginOfAddon,
  findRegistered,
  getRegistered,
  listRegistered,
  type RegisteredPlugin,
} from "./registry";
export { removePlugin } from "./remove-plugin";
export { disablePlugin, disablePluginInput } from "./switch-plugin";
