import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataDir } from "./data-dir";

let parent = "";
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "portico-data-dir-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

// --fresh deletes; what it may delete is the one thing it must never get wrong.
test("wipes what an earlier start left", async () => {
  const dir = path.join(parent, "data");
  const first = await openDataDir(dir, false);
  writeFileSync(first.file("secret"), "x");
  first.release();
  const second = await openDataDir(dir, true);
  expect(existsSync(second.file("secret"))).toBe(false);
});

test.each([true, false])("leaves a folder alone that it did not make (fresh: %s)", async (fresh) => {
  writeFileSync(path.join(parent, "thesis.txt"), "years of work");
  await expect(openDataDir(parent, fresh)).rejects.toThrow("was not made by Portico");
  expect(existsSync(path.join(parent, "thesis.txt"))).toBe(true);
});

test("takes an empty folder", async () => {
  const dir = path.join(parent, "empty");
  mkdirSync(dir);
  await openDataDir(dir, false);
});

test("refuses a second start while the first runs", async () => {
  const dir = path.join(parent, "data");
  const first = await openDataDir(dir, false);
  await expect(openDataDir(dir, true)).rejects.toThrow("already running");
  first.release();
  await openDataDir(dir, false);
});

test("takes over the lock of a start that was killed", async () => {
  const dir = path.join(parent, "data");
  const first = await openDataDir(dir, false);
  writeFileSync(first.file("lock.json"), JSON.stringify({ pid: 999_999_999, mark: "1" }));
  await openDataDir(dir, false);
});

test("takes over a lock whose number has gone to another process", async () => {
  const dir = path.join(parent, "data");
  const first = await openDataDir(dir, false);
  writeFileSync(first.file("lock.json"), JSON.stringify({ pid: process.pid, mark: "some other time" }));
  await openDataDir(dir, false);
});
