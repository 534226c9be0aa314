export type { LinearPattern } from "./linear-pattern";
export { linearPattern } from "./linear-pattern";
export { PatternError } from "./parse-pattern";
