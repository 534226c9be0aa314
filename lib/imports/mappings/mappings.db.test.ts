import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startInventory } from "@/e2e/fakes/inventory";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import { makeTenant } from "@/lib/testing";
import { performRun, previewMapping, saveSource, startImport, startRun, TEMPLATES, uploadFile } from "..";
import { type Definition, definitionSchema, type HttpInput, type Read, secretsOf } from "../model/definition";
import { findRun } from "../store/run-store";
import { sheet } from "./spreadsheet/sheet";
import type { Template } from "./template";

let inventory: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  inventory = await startInventory({ port: 0, stateDir: mkdtempSync(join(tmpdir(), "vendors-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(inventory.url).host);
});
afterAll(() => inventory.close());

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The cursor a vendor's answer names, under any of the words they use. */
function cursorIn(answer: unknown): string | undefined {
  if (!isObject(answer)) return undefined;
  for (const key of ["endCursor", "cursor", "next"]) {
    const value = answer[key];
    if (typeof value === "string") return value;
  }
  return Object.values(answer)
    .map(cursorIn)
    .find((value) => value !== undefined);
}

function countIn(answer: Json | undefined): number {
  const list = isObject(answer) ? Object.values(answer).find((value) => Array.isArray(value)) : undefined;
  return Array.isArray(list) ? list.length : 0;
}

/** What tells this page's request from the others of the vendor. */
function marksOf(
  read: Read,
  pages: readonly Json[],
  number: number,
): { contains: string[]; lacks: string[] } {
  const own = read.path.includes("graphql") ? [`query ${read.name}(`] : [];
  if (read.query.sysparm_query !== undefined) own.push(read.query.sysparm_query);
  if (read.paging.kind === "offset") {
    const at = pages.slice(0, number).reduce<number>((sum, page) => sum + countIn(page), 0);
    return { contains: [...own, `${read.paging.parameter}=${at}`], lacks: [] };
  }
  if (read.paging.kind === "page")
    return { contains: [...own, `${read.paging.parameter}=${read.paging.first + number}`], lacks: [] };
  const before = cursorIn(pages[number - 1]);
  const next = cursorIn(pages[0]);
  return number === 0
    ? { contains: own, lacks: next === undefined ? [] : [next] }
    : { contains: [...own, before ?? "?"], lacks: [] };
}

/** Makes the stand-in play the vendor: every page of every read, and the exchange of its key. */
async function play(template: Template, input: HttpInput): Promise<void> {
  const routes = input.reads.flatMap((read) => {
    const pages = template.samples[read.name] ?? [];
    return pages.map((answer, number) => ({
      method: read.method,
      path: read.path,
      answer,
      ...marksOf(read, pages, number),
    }));
  });
  const token =
    input.auth.kind === "exchange"
      ? [{ method: "POST", path: input.auth.path, answer: template.samples.token?.[0] }]
      : [];
  const answer = await fetch(`${inventory.url}/_control/replay`, {
    method: "PUT",
    body: JSON.stringify([...routes, ...token]),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function importHttp(ctx: TenantContext, template: Template): Promise<string> {
  const definition = definitionSchema.parse(template.definition);
  const { input } = definition;
  if (input.kind !== "http") throw new Error("no HTTP template");
  await play(template, input);
  const here: Definition = { ...definition, input: { ...input, baseUrl: inventory.url } };
  const secrets = Object.fromEntries(secretsOf(here).map((name) => [name, `${name}-value`]));
  const { sourceId } = await saveSource(ctx, {
    name: template.vendor,
    definition: here,
    template: template.id,
    secrets,
  });
  const { runId } = await startRun(ctx, { sourceId, confirmed: false });
  await performRun(ctx, { runId });
  return runId;
}

async function importSheet(ctx: TenantContext, template: Template): Promise<string> {
  const { uploadId, guess } = await uploadFile(ctx, {
    name: "services.csv",
    content: new TextEncoder().encode(sheet),
  });
  const { input } = definitionSchema.parse(template.definition);
  if (input.kind !== "upload") throw new Error("no upload template");
  // What is guessed from the headings is the worked mapping.
  const byField = (columns: readonly { readonly to: string }[]) =>
    [...columns].sort((a, b) => (a.to < b.to ? -1 : 1));
  expect(byField("columns" in input.mapping ? input.mapping.columns : [])).toEqual(byField(guess.columns));
  const { runId } = await startImport(ctx, {
    name: "Services",
    uploadId,
    mapping: input.mapping,
    mode: "replace",
    confirmed: false,
  });
  await performRun(ctx, { runId });
  return runId;
}

type Row = { readonly ref: string; readonly title: string; readonly relations: readonly string[] };

async function readCatalog(ctx: TenantContext): Promise<ReadonlyMap<string, Row>> {
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<Row>(
      "SELECT ref, title, relations FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL",
      [db.tenantId],
    ),
  );
  return new Map(rows.map((row) => [row.ref, row]));
}

const byVendor = TEMPLATES.map((template): [string, Template] => [template.vendor, template]);

describe.each(byVendor)("%s", (_, template) => {
  it("becomes a valid, related catalog", async () => {
    const { ctx } = await makeTenant();
    const runId =
      template.definition.input.kind === "http"
        ? await importHttp(ctx, template)
        : await importSheet(ctx, template);
    const run = await withTenantSql(ctx, (db) => findRun(db, runId));
    const rejected = await withTenantSql(ctx, (db) =>
      db.sql("SELECT row, reason FROM import_rejection WHERE tenant_id = $1::uuid", [db.tenantId]),
    );
    expect({ ...run, rejected }).toMatchObject({ status: "done", problem: null, created: 6, rejected: [] });

    const catalog = await readCatalog(ctx);
    expect([...catalog.keys()].map((ref) => ref.split(":")[0]).sort()).toEqual([
      "component",
      "component",
      "group",
      "group",
      "resource",
      "system",
    ]);
    const dangling = [...catalog.values()].flatMap(({ ref, relations }) =>
      relations
        .filter((relation) => !catalog.has(relation.split(" ")[2] ?? ""))
        .map((relation) => `${ref}: ${relation}`),
    );
    expect(dangling).toEqual([]);

    const api = catalog.get("component:default/payment-api");
    const system = [...catalog.keys()].find((ref) => ref.startsWith("system:"));
    expect(api?.title).toBe("Payment API");
    expect(api?.relations).toEqual(
      expect.arrayContaining([
        "dependsOn dependencyOf component:default/fraud-check",
        "ownedBy ownerOf group:default/payments",
        `partOf hasPart ${system}`,
      ]),
    );
    // OpsLevel's dependencies are between services only.
    if (template.id !== "opslevel")
      expect(api?.relations).toContain("dependsOn dependencyOf resource:default/payments-db");
    expect(
      catalog
        .get("resource:default/payments-db")
        ?.relations.some((relation) => relation.startsWith("ownedBy ownerOf group:default/platform")),
    ).toBe(true);
  });

  it("is previewed from its samples as it will be imported", async () => {
    const { input } = definitionSchema.parse(template.definition);
    if (input.kind !== "http") return;
    const { ctx } = await makeTenant();
    const sampleOf = (read: Read) => ({
      kind: "answer" as const,
      text: JSON.stringify(template.samples[read.name]?.[0]),
    });
    const lookups = input.reads
      .filter((read) => read.key !== undefined)
      .map((read) => ({ read, sample: sampleOf(read) }));
    for (const read of input.reads.filter((one) => one.mapping !== undefined)) {
      const preview = await previewMapping(ctx, { read, sample: sampleOf(read), lookups });
      expect([read.name, preview.rejected]).toEqual([read.name, []]);
      expect(preview.entities.length).toBeGreaterThan(0);
      expect(preview.entities.every((one) => one.ref !== undefined)).toBe(true);
    }
  });
});
