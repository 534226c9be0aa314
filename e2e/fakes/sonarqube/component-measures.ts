import type { Hono } from "hono";
import type { NodeEnv } from "../kit/serve";
import { componentId, refuse, type SonarqubeData } from "./answers";
import { historyOf, isProject, knownMetrics, measuresOf, projectName } from "./measures";

/** Derived measures with what a test has put over them. */
function measured(data: SonarqubeData, key: string): Readonly<Record<string, string>> {
  return { ...measuresOf(key), ...data.overrides[key] };
}

/** `/api/measures/*` and the quality gate */
export function mountMeasures(
  app: Hono<NodeEnv>,
  data: SonarqubeData,
  remember: (key: string) => void,
): void {
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
