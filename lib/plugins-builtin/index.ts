export { builtins } from "./builtins";
