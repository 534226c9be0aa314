export { config, loadConfig } from "./load";
export type { Config } from "./schema";
