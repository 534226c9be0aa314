/** A reason not to start that its reader can act on: printed without a stack, cause first, then the fix. */
export class StartProblem extends Error {
  /**
   * @param {string} cause - what is wrong, naming the thing and the value
   * @param {string} fix - what to do about it
   */
  constructor(cause, fix) {
    super(`${cause}\n  ${fix}`);
    this.name = "StartProblem";
  }
}

/**
 * Prints why a command of infra/start stopped.
 *
 * @param {unknown} error
 */
export function printProblem(error) {
  const text =
    error instanceof StartProblem ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`\n✖ ${text}`);
}
