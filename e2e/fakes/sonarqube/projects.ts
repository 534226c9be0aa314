import type { Context, Hono } from "hono";
import type { NodeEnv } from "../kit/serve";
import { componentId, refuse, type SonarqubeData } from "./answers";
import { historyOf, isProject, projectName } from "./measures";

/** `/api/projects/search` and `/api/components/*` */
export function mountProjects(app: Hono<NodeEnv>, data: SonarqubeData): void {
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
