export type { ErrorCode } from "./app-error";
export { AppError, httpStatusOf, messageOf, RetryAt, TerminalError } from "./app-error";
