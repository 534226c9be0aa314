import { type Context, Hono } from "hono";
import { sonarqubeToken } from "../credentials";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { refuse, type SonarqubeData } from "./answers";
import { mountMeasures } from "./component-measures";
import { mountIssues } from "./issues";
import { mountProjects } from "./projects";

export interface SonarqubeOptions {
  readonly port: number;
  readonly stateDir: string;
}

function isAuthorized(c: Context<NodeEnv>): boolean {
  const header = c.req.header("authorization") ?? "";
  if (header.startsWith("Basic "))
    return Buffer.from(header.slice(6), "base64").toString() === `${sonarqubeToken}:`;
  return header === `Bearer ${sonarqubeToken}`;
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
