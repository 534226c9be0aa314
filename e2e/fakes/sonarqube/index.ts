import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { sonarqubeToken } from "../credentials";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { mountIssues } from "./issues";
import { historyOf, isProject, knownMetrics, measuresOf, projectName } from "./measures";

export interface SonarqubeOptions {
  readonly port: number;
  readonly stateDir: string;
}

export interface SonarqubeData {
  /** Keys somebody asked for; what `search_projects` lists. */
  projects: string[];
  /** What tests put in place of the derived values, by project key. */
  overrides: Record<string, Record<string, string>>;
}

/** SonarQube's error body. */
export function refuse(c: Context<NodeEnv>, status: 400 | 401 | 403 | 404, message: string): Response {
  return c.json({ errors: [{ msg: message }] }, status);
}

function isAuthorized(c: Context<NodeEnv>): boolean {
  const header = c.req.header("authorization") ?? "";
  if (header.startsWith("Basic "))
    return Buffer.from(header.slice(6), "base64").toString() === `${sonarqubeToken}:`;
  return header === `Bearer ${sonarqubeToken}`;
}

/** Derived measures with what a test has put over them. */
function measured(data: SonarqubeData, key: string): Readonly<Record<string, string>> {
  return { ...measuresOf(key), ...data.overrides[key] };
}

function mountMeasures(app: Hono<NodeEnv>, data: SonarqubeData, remember: (key: string) => void): void {
  app.get("/api/measures/component", (c) => {
    const key = c.req.query("component") ?? "";
    const wanted = c.req.query("metricKeys");
    if (key === "") return refuse(c, 400, "The 'component' parameter is missing");
    if (wanted === undefined) return refuse(c, 400, "The 'metricKeys' parameter is missing");
    if (!isProject(key)) return refuse(c, 404, `Component key '${key}' not found`);
    const metrics = wanted
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "");
    const unknown = metrics.filter((one) => !knownMetrics.includes(one));
    if (unknown.length > 0)
      return refuse(c, 404, `The following metric keys are not found: ${unknown.join(", ")}`);
    remember(key);
    const values = measured(data, key);
    const measures = metrics.flatMap((metric) =>
      values[metric] === undefined
        ? []
        : [{ metric, value: values[metric], ...bestValue(metric, values[metric]) }],
    );
    return c.json({
      component: { id: componentId(key), key, name: projectName(key), qualifier: "TRK", measures },
    });
  });

  app.get("/api/measures/search_history", (c) => {
    const key = c.req.query("component") ?? "";
    if (!isProject(key)) return refuse(c, 404, `Component key '${key}' not found`);
    const pageSize = Number(c.req.query("ps") ?? 100);
    const pageIndex = Number(c.req.query("p") ?? 1);
    const analyses = historyOf(key).filter(
      (one) =>
        one.date >= (c.req.query("from") ?? "") &&
        one.date.slice(0, 10) <= (c.req.query("to") ?? "9999").slice(0, 10),
    );
    const shown = analyses.slice((pageIndex - 1) * pageSize, pageIndex * pageSize);
    const measures = (c.req.query("metrics") ?? "")
      .split(",")
      .filter((one) => one !== "")
      .map((metric) => ({
        metric,
        history: shown.map((one) => ({
          date: one.date,
          value: Object.entries(one.measures).find(([name]) => name === metric)?.[1],
        })),
      }));
    return c.json({ paging: { pageIndex, pageSize, total: analyses.length }, measures });
  });

  app.get("/api/qualitygates/project_status", (c) => {
    const key = c.req.query("projectKey") ?? "";
    if (key === "")
      return refuse(c, 400, "Either 'analysisId', 'projectId' or 'projectKey' must be provided");
    if (!isProject(key)) return refuse(c, 404, `Project '${key}' not found`);
    const values = measured(data, key);
    const condition = (metricKey: string, comparator: "GT" | "LT", errorThreshold: string) => {
      const actualValue = values[metricKey] ?? "0";
      const fails =
        comparator === "GT"
          ? Number(actualValue) > Number(errorThreshold)
          : Number(actualValue) < Number(errorThreshold);
      return { status: fails ? "ERROR" : "OK", metricKey, comparator, errorThreshold, actualValue };
    };
    return c.json({
      projectStatus: {
        status: values.alert_status,
        conditions: [condition("coverage", "LT", "60"), condition("vulnerabilities", "GT", "2")],
        ignoredConditions: false,
        period: { mode: "previous_version", date: historyOf(key)[0]?.date },
        caycStatus: "compliant",
      },
    });
  });
}

function bestValue(metric: string, value: string): { readonly bestValue?: boolean } {
  if (["bugs", "vulnerabilities", "code_smells", "security_hotspots", "sqale_index"].includes(metric))
    return { bestValue: value === "0" };
  if (metric.endsWith("_rating")) return { bestValue: value === "1.0" };
  if (metric === "coverage") return { bestValue: Number(value) === 100 };
  return metric === "duplicated_lines_density" ? { bestValue: Number(value) === 0 } : {};
}

function componentId(key: string): string {
  return `AY${createHash("sha256").update(key).digest("base64url").slice(0, 18)}`;
}

function mountProjects(app: Hono<NodeEnv>, data: SonarqubeData): void {
  const paged = (c: Context<NodeEnv>) => {
    const pageSize = Number(c.req.query("ps") ?? 100);
    const pageIndex = Number(c.req.query("p") ?? 1);
    const filter = /query\s*=\s*"?([^"]+)"?/.exec(c.req.query("filter") ?? "")?.[1] ?? c.req.query("q") ?? "";
    const keys = [...data.projects].sort().filter((key) => key.includes(filter));
    return {
      paging: { pageIndex, pageSize, total: keys.length },
      keys: keys.slice((pageIndex - 1) * pageSize, pageIndex * pageSize),
    };
  };
  app.get("/api/components/search_projects", (c) => {
    const { paging, keys } = paged(c);
    return c.json({
      paging,
      components: keys.map((key) => ({
        key,
        name: projectName(key),
        qualifier: "TRK",
        isFavorite: false,
        tags: [],
        visibility: "private",
      })),
      facets: [],
    });
  });
  app.get("/api/projects/search", (c) => {
    const { paging, keys } = paged(c);
    return c.json({
      paging,
      components: keys.map((key) => ({
        key,
        name: projectName(key),
        qualifier: "TRK",
        visibility: "private",
        lastAnalysisDate: historyOf(key).at(-1)?.date,
        revision: componentId(key),
      })),
    });
  });
  app.get("/api/components/show", (c) => {
    const key = c.req.query("component") ?? "";
    if (!isProject(key)) return refuse(c, 404, `Component key '${key}' not found`);
    return c.json({
      component: {
        key,
        name: projectName(key),
        qualifier: "TRK",
        visibility: "private",
        analysisDate: historyOf(key).at(-1)?.date,
      },
      ancestors: [],
    });
  });
}

/** Starts a SonarQube with real Web API shapes and measures that follow from each project's key. */
export async function startSonarqube(options: SonarqubeOptions): Promise<Running> {
  const file = openStateFile<SonarqubeData>(options.stateDir, "sonarqube", {
    projects: ["acme_payment-api", "acme_web-shop", "globex_core"],
    overrides: {},
  });
  const app = new Hono<NodeEnv>();
  const knobs = createKnobs();
  app.use(knobs.middleware);
  knobs.mount(app);
  app.post("/_control/measures", async (c) => {
    const { component, measures }: { component: string; measures: Record<string, string> } =
      await c.req.json();
    file.data.overrides[component] = { ...file.data.overrides[component], ...measures };
    file.changed();
    return c.json({ component, measures: file.data.overrides[component] });
  });
  app.delete("/_control/measures", (c) => {
    file.data.overrides = {};
    file.changed();
    return c.json({ ok: true });
  });

  app.get("/", (c) => c.text("Portico's local stand-in for SonarQube. Web API under /api."));
  // These two answer anybody, as they do at SonarQube.
  app.get("/api/authentication/validate", (c) => c.json({ valid: isAuthorized(c) }));
  app.get("/api/system/status", (c) =>
    c.json({ id: "20260803-PORTICO", version: "2026.1.0.112233", status: "UP" }),
  );
  app.get("/api/server/version", (c) => c.text("2026.1.0.112233"));
  app.use("/api/*", async (c, next) =>
    isAuthorized(c) ? next() : refuse(c, 401, "Authentication is required"),
  );
  mountProjects(app, file.data);
  mountMeasures(app, file.data, (key) => {
    if (file.data.projects.includes(key)) return;
    file.data.projects.push(key);
    file.changed();
  });
  mountIssues(app);
  app.get("/dashboard", (c) => c.text(`SonarQube dashboard of ${c.req.query("id") ?? "?"}`));
  app.all("/api/*", (c) => refuse(c, 404, `Unknown url : ${c.req.path}`));

  const running = await serveApp(app, options.port);
  return {
    url: running.url,
    async close() {
      await running.close();
      file.close();
    },
  };
}
