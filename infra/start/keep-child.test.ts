import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { keepChild } from "./keep-child";

const logDir = mkdtempSync(path.join(tmpdir(), "portico-keep-"));
afterAll(() => rmSync(logDir, { recursive: true, force: true }));

const run = (name: string, code: string) => ({ name, args: ["-e", code], env: {}, logDir });

describe("keepChild", () => {
  it("starts a killed process again, and only stops it when asked", async () => {
    const told: string[] = [];
    const child = keepChild(run("sturdy", "setInterval(() => {}, 1000)"), (cause) => told.push(cause));
    const first = child.pid ?? 0;
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(child.pid).not.toBe(first), { timeout: 5_000 });
    expect(told).toEqual([expect.stringContaining("sturdy ended (SIGKILL)")]);
    const second = child.pid ?? 0;
    await child.stop();
    expect(() => process.kill(second, 0)).toThrow();
    expect(told).toHaveLength(1);
  }, 20_000);

  it("gives up on one that ends again and again, with its cause", async () => {
    const child = keepChild(
      run("broken", "console.log('no such setting'); process.exit(3)"),
      () => undefined,
    );
    expect(await child.crashed).toContain("broken ended (exit code 3)");
    expect(readFileSync(path.join(logDir, "broken.log"), "utf8").trim().split("\n")).toHaveLength(4);
  }, 20_000);
});
