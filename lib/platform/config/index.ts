export { config, loadConfig } from "./load";
export { exportForNextAuth } from "./next-auth-env";
export type { Config } from "./schema";
