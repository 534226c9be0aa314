import { type Context, Hono } from "hono";
import { inventoryKey } from "../credentials";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { createLimit } from "./limits";
import { firstRecords, type InventoryData, type InventoryRecord, synthetic } from "./records";
import { createReplay } from "./replay";

export interface InventoryOptions {
  readonly port: number;
  readonly stateDir: string;
}

/** What somebody asked for, for tests that look at how we ask. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly key: string | undefined;
}

const SIZE_MAX = 100;
const ASKED_KEPT = 1_000;

// One key, given in any of the ways inventories take one.
function isAuthorized(c: Context<NodeEnv>, tokens: ReadonlySet<string>): boolean {
  const header = c.req.header("authorization") ?? "";
  const bearer = header.startsWith("Bearer ") ? header.slice(7) : undefined;
  if (bearer !== undefined) return bearer === inventoryKey || tokens.has(bearer);
  if (header.startsWith("Basic "))
    return Buffer.from(header.slice(6), "base64").toString() === `portico:${inventoryKey}`;
  return c.req.header("x-api-key") === inventoryKey;
}

function numberOf(c: Context<NodeEnv>, name: string, fallback: number): number {
  const value = Number(c.req.query(name) ?? fallback);
  return Number.isInteger(value) && value >= 0 ? value : fallback;
}

/** One page in the style that the caller asks in: `page`, `offset`, or a cursor, which also stands in the Link header. */
function answerPage(c: Context<NodeEnv>, records: readonly InventoryRecord[]): Response {
  const size = Math.min(Math.max(numberOf(c, "size", 3), 1), SIZE_MAX);
  const page = c.req.query("page");
  const from =
    page !== undefined
      ? (Math.max(numberOf(c, "page", 1), 1) - 1) * size
      : numberOf(c, c.req.query("offset") === undefined ? "cursor" : "offset", 0);
  const items = records.slice(from, from + size);
  const next = from + size < records.length ? String(from + size) : null;
  const body = { items, total: records.length, next };
  if (next === null || page !== undefined || c.req.query("offset") !== undefined) return c.json(body);
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", next);
  return c.json(body, 200, {
    link: `<${url.pathname}${url.search}>; rel="next", <${url.pathname}>; rel="first"`,
  });
}

function toCsv(records: readonly InventoryRecord[]): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value: unknown) => `"${String(value ?? "").replaceAll('"', '""')}"`;
  return [columns, ...records.map((record) => columns.map((column) => record[column]))]
    .map((row) => row.map(cell).join(","))
    .join("\r\n");
}

/** Starts a company's own inventory: products, services and stores behind a key, paged, limited, changeable. */
export async function startInventory(options: InventoryOptions): Promise<Running> {
  const file = openStateFile<InventoryData>(options.stateDir, "inventory", { collections: firstRecords() });
  const app = new Hono<NodeEnv>();
  const knobs = createKnobs();
  const tokens = new Set<string>();
  let asked: Asked[] = [];

  app.use(async (c, next) => {
    if (!c.req.path.startsWith("/_control/"))
      asked = [
        ...asked.slice(-ASKED_KEPT + 1),
        {
          method: c.req.method,
          url: c.req.url.slice(new URL(c.req.url).origin.length),
          authorization: c.req.header("authorization"),
          key: c.req.header("x-api-key"),
        },
      ];
    await next();
  });
  app.use(knobs.middleware);
  knobs.mount(app);
  app.get("/_control/requests", (c) => c.json(asked));
  app.delete("/_control/requests", (c) => {
    asked = [];
    return c.json({ ok: true });
  });
  app.put("/_control/collections/:name", async (c) => {
    file.data.collections[c.req.param("name")] = await c.req.json();
    file.changed();
    return c.json({ ok: true });
  });
  app.post("/_control/synth", async (c) => {
    const { services }: { services: number } = await c.req.json();
    file.data.collections.services = synthetic(services);
    file.changed();
    return c.json({ ok: true, services });
  });
  app.post("/_control/reset", (c) => {
    file.data.collections = firstRecords();
    file.changed();
    return c.json({ ok: true });
  });
  createReplay().mount(app);
  createLimit().mount(app);

  app.get("/", (c) =>
    c.text("Portico's local stand-in for a company's own inventory. Collections under /v1."),
  );
  app.post("/v1/token", async (c) => {
    const given: { key?: string } = await c.req.json();
    if (given.key !== inventoryKey) return c.json({ error: "the key is not known" }, 401);
    const token = `t${tokens.size + 1}-${inventoryKey.length}`;
    tokens.add(token);
    return c.json({ accessToken: token, expiresIn: 3600 });
  });
  app.use("/v1/*", async (c, next) =>
    isAuthorized(c, tokens) ? next() : c.json({ error: "the key is missing or not known" }, 401),
  );
  app.get("/v1/:name", (c) => {
    const name = c.req.param("name");
    const records = file.data.collections[name.replace(/\.csv$/, "")];
    if (!records) return c.json({ error: `there is no collection ${name}` }, 404);
    return name.endsWith(".csv") ? c.text(toCsv(records)) : answerPage(c, records);
  });

  const running = await serveApp(app, options.port);
  return {
    url: running.url,
    async close() {
      await running.close();
      file.close();
    },
  };
}
