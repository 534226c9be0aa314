import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkClientBoundary } from "./client-boundary";

// One careless import ships a server module, and what it closes over, to every browser.
describe("the client boundary", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "portico-boundary-"));
    for (const dir of ["app/page/_components", "lib/ui"])
      mkdirSync(path.join(root, dir), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function check(...lines: readonly string[]): readonly string[] {
    writeFileSync(path.join(root, "app/page/_components/part.tsx"), ['"use client";', ...lines].join("\n"));
    return checkClientBoundary(root);
  }

  test.each([
    ['import { useState } from "react";'],
    ['import { Button } from "@/lib/ui/button";'],
    ['import { PLANS } from "@/lib/entitlements/client";'],
    ['import type { Entity } from "@/lib/catalog";'],
    ['import { type Entity, type Ref } from "@/lib/catalog";'],
    ['import { words } from "./words";'],
    ['import { save } from "../actions";'],
  ])("lets pass: %s", (line) => {
    expect(check(line)).toEqual([]);
  });

  test.each([
    ['import { listEntities } from "@/lib/catalog";'],
    ['import { config } from "@/lib/platform/config";'],
    ['import { type Entity, getEntity } from "@/lib/catalog";'],
    ['import { loadPage } from "../../_server/load-page";'],
    ['export { listEntities } from "@/lib/catalog";'],
    ['import "@/lib/platform/log";'],
    ['import {\n  listEntities,\n} from "@/lib/catalog";'],
  ])("refuses: %s", (line) => {
    expect(check('import { useState } from "react";', line)).toHaveLength(1);
  });

  test("says file and line", () => {
    expect(check("", 'import { listEntities } from "@/lib/catalog";')[0]).toContain(
      "app/page/_components/part.tsx:3 ",
    );
  });

  test("leaves server files alone", () => {
    writeFileSync(path.join(root, "app/page/page.tsx"), 'import { listEntities } from "@/lib/catalog";');
    expect(checkClientBoundary(root)).toEqual([]);
  });
});
