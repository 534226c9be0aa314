import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { sonarqubeToken } from "../credentials";
import type { Running } from "../kit/serve";
import { startSonarqube } from ".";

const componentShape = z.object({
  component: z.object({
    key: z.string(),
    measures: z.array(z.object({ metric: z.string(), value: z.string() })),
  }),
});
const metricKeys =
  "bugs,vulnerabilities,code_smells,coverage,duplicated_lines_density,ncloc,reliability_rating,security_rating,sqale_rating";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let running: Running;
beforeAll(async () => {
  running = await startSonarqube({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "fake-sonarqube-")) });
});
afterAll(() => running.close());

function ask(path: string, authorization = `Bearer ${sonarqubeToken}`): Promise<Response> {
  return fetch(running.url + path, { headers: authorization === "" ? {} : { authorization } });
}

async function measures(key: string) {
  const body = componentShape.parse(
    await (await ask(`/api/measures/component?component=${key}&metricKeys=${metricKeys}`)).json(),
  );
  return Object.fromEntries(body.component.measures.map((one) => [one.metric, one.value]));
}

test("answers every asked metric, the same each time and different per project", async () => {
  const first = await measures("acme_payment-api");
  expect(Object.keys(first)).toEqual(metricKeys.split(","));
  expect(Number(first.coverage)).toBeGreaterThan(0);
  expect(first.security_rating).toMatch(/^[1-5]\.0$/);
  expect(await measures("acme_payment-api")).toEqual(first);
  expect(await measures("globex_core")).not.toEqual(first);
});

test("wants its token, as bearer or as basic user name", async () => {
  const path = "/api/qualitygates/project_status?projectKey=acme_web";
  expect((await ask(path)).status).toBe(200);
  expect((await ask(path, `Basic ${Buffer.from(`${sonarqubeToken}:`).toString("base64")}`)).status).toBe(200);
  for (const wrong of ["", "Bearer squ_wrong", `Basic ${Buffer.from("admin:admin").toString("base64")}`]) {
    const response = await ask(path, wrong);
    expect([response.status, await response.json()]).toEqual([
      401,
      { errors: [{ msg: "Authentication is required" }] },
    ]);
    expect(await (await ask("/api/authentication/validate", wrong)).json()).toEqual({ valid: false });
  }
  expect(await (await ask("/api/authentication/validate")).json()).toEqual({ valid: true });
});

test("says not found for projects nobody analysed", async () => {
  const response = await ask(`/api/measures/component?component=other_x&metricKeys=${metricKeys}`);
  expect([response.status, await response.json()]).toEqual([
    404,
    { errors: [{ msg: "Component key 'other_x' not found" }] },
  ]);
});

test("its issues count what its measures say", async () => {
  const expected = await measures("acme_payment-api");
  const body = z
    .object({ total: z.number() })
    .parse(await (await ask("/api/issues/search?components=acme_payment-api&types=BUG")).json());
  expect(String(body.total)).toBe(expected.bugs);
});

test("its history ends with today's measures", async () => {
  const shape = z.object({
    measures: z.array(z.object({ history: z.array(z.object({ date: z.string(), value: z.string() })) })),
  });
  const body = shape.parse(
    await (await ask("/api/measures/search_history?component=acme_payment-api&metrics=coverage")).json(),
  );
  expect(body.measures[0]?.history).toHaveLength(16);
  expect(body.measures[0]?.history.at(-1)?.value).toBe((await measures("acme_payment-api")).coverage);
});

test("is slow, broken or cut off on request", async () => {
  const knob = (body: unknown) =>
    fetch(`${running.url}/_control/knobs`, { method: "POST", body: JSON.stringify(body) });
  await knob({
    route: "^GET /api/measures/component",
    status: 503,
    body: { errors: [{ msg: "Starting" }] },
    repeat: 1,
  });
  expect((await ask(`/api/measures/component?component=acme_a&metricKeys=bugs`)).status).toBe(503);
  await knob({ route: "^GET /api/measures/component", cut: true, repeat: 1 });
  await expect(ask(`/api/measures/component?component=acme_a&metricKeys=bugs`)).rejects.toThrow();
  expect((await ask(`/api/measures/component?component=acme_a&metricKeys=bugs`)).status).toBe(200);
});
