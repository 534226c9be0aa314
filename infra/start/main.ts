import { HELP, readOptions } from "./options";
import { printProblem } from "./problem.mjs";
import { type Product, startProduct } from "./product";

/**
 * Runs `npm start` to its end: until a signal, or until a part of the product ends by itself.
 *
 * @param begun - when the command was typed, for the time shown
 */
export async function main(argv: readonly string[], begun: number): Promise<void> {
  const options = readOptions(argv, process.env);
  if (options === "help") {
    console.log(HELP);
    return;
  }
  const starting = new AbortController();
  let stopping: Promise<void> | undefined;
  let product: Product | undefined;
  let abandoned: Promise<void> = Promise.resolve();
  const seconds = () => ((Date.now() - begun) / 1000).toFixed(1);

  const stop = (why: string, code: number) => {
    // A second Ctrl-C does not wait: the children notice that their parent is gone.
    if (stopping) process.exit(130);
    console.log(`\n· ${why}: draining`);
    starting.abort(new Error(why));
    stopping = (product?.stop() ?? abandoned).then(
      () => {
        console.log("· stopped");
        process.exit(code);
      },
      (error) => {
        printProblem(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(signal, 0));
  followNpm(() => stop("npm is gone", 0));

  const say = (step: string, outcome: string) => console.log(`· ${step}: ${outcome} (${seconds()} s)`);
  const start = startProduct(options, process.env, say, starting.signal);
  // A start given up rejects only after it has stopped what it had started.
  abandoned = start.then(
    () => undefined,
    () => undefined,
  );
  try {
    product = await start;
  } catch (error) {
    if (stopping) return await stopping;
    throw error;
  }
  printReady(product, seconds());
  const cause = await product.crashed;
  if (stopping) return;
  console.error(`\n✖ ${cause}`);
  stop("a part of Portico ended", 1);
}

// npm killed outright passes no signal on; without it nobody is left to stop us.
function followNpm(gone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 1_000);
  timer.unref();
}

function printReady(product: Product, seconds: string): void {
  console.log(`\nready ${product.url}   (${seconds} s)`);
  for (const login of product.demoLogins) console.log(`  demo login  ${Object.values(login).join("  ")}`);
  for (const [name, url] of Object.entries(product.standinUrls))
    console.log(`  ${`${name} stand-in`.padEnd(20)} ${url}`);
  console.log(`  logs${" ".repeat(17)} ${product.logDir}\n`);
}
