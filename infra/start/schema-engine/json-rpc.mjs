import { createInterface } from "node:readline";

/** Serves JSON-RPC, a line each way, one request at a time in the order they came; ends when stdin does. */
export function serve({ call, close }) {
  const reply = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const waiting = new Map();
  let printed = 0;
  let queue = Promise.resolve();

  // The native engine prints the output of `diff` through its host's `print` method.
  const print = (content) =>
    new Promise((done) => {
      const id = ++printed;
      waiting.set(id, done);
      reply({ id, method: "print", params: { content } });
    });

  async function answer({ id, method, params }) {
    try {
      const result = await call(method, params);
      if (method === "diff" && result?.stdout) await print(result.stdout);
      reply({ id, result });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error?.message ?? String(error),
        error_code: error?.code,
        meta: error?.meta ?? null,
      };
      reply({
        id,
        error: { code: 4466, message: "An error happened. Check the data field for details.", data },
      });
    }
  }

  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    const message = JSON.parse(line);
    if (message.method) queue = queue.then(() => answer(message));
    else waiting.get(message.id)?.();
  });
  lines.on("close", async () => {
    await queue;
    await close();
    process.exit(0);
  });
}
