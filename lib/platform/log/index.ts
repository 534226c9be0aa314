import pino, { type Logger as PinoLogger } from "pino";
import { config } from "@/lib/platform/config";

export type Logger = PinoLogger;

let root: Logger | undefined;

/** The process's logger: JSON lines on stdout. Secrets and payloads are never given to it. */
export function logger(): Logger {
  root ??= pino({
    level: config().LOG_LEVEL,
    base: { pid: process.pid },
    redact: ["*.token", "*.secret", "*.password", "*.authorization", "headers.cookie"],
  });
  return root;
}
