export type { Evaluated, EvaluationProblem, Mapper, MapperOptions } from "./mapper";
export { openMapper } from "./mapper";
