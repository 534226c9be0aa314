export { slugProblem, suggestSlug } from "./slug";
