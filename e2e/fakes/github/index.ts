import { serve } from "@hono/node-server";
import { acme } from "../../data/acme";
import { globex } from "../../data/globex";
import { malloryInc } from "../../data/mallory-inc";
import { githubAppKey } from "../credentials";
import { type Running, stopServer } from "../kit/serve";
import { apiPipeline } from "./api-pipeline";
import { createApp } from "./app-env";
import { controlRoutes } from "./control/control";
import { createHub } from "./create-hub";
import { graphqlRoute } from "./graphql/route";
import { createKnobs } from "./knobs";
import { ApiProblem } from "./problem";
import { appRoutes } from "./rest/app-routes";
import { gitRoutes } from "./rest/git-routes";
import { orgRoutes } from "./rest/org-routes";
import { repoRoutes } from "./rest/repo-routes";
import { applicationRoutes, userRoutes } from "./rest/user-routes";
import { installPages } from "./web/install-pages";
import { repoPages } from "./web/repo-pages";
import { signInPages } from "./web/sign-in-pages";
import { readSnapshot } from "./world/snapshot";

export interface GithubOptions {
  /** 0 picks a free port. */
  readonly port: number;
  readonly stateDir: string;
  /** The portal's address: webhooks, setup and OAuth callbacks go there. */
  readonly webhookUrl?: string | undefined;
  /** Folders `org.json` + `repos/NAME/PATH`. */
  readonly snapshots?: readonly string[] | undefined;
}

/**
 * Starts a double of GitHub: web pages at `url`, REST at `url/api/v3`, GraphQL at `url/api/graphql`, knobs at `url/_control`.
 *
 * What was changed, installed and granted is kept in `stateDir/github.json`.
 *
 * @throws when the port is taken or a snapshot folder is unreadable
 */
export async function startGithub(options: GithubOptions): Promise<Running> {
  let url = "";
  // Whoever started us reads the key from the folder.
  githubAppKey(options.stateDir);
  const snapshots = (options.snapshots ?? []).map(readSnapshot);
  const hub = createHub({
    stateDir: options.stateDir,
    portal: (options.webhookUrl ?? "").replace(/\/+$/, ""),
    seeds: [acme, globex, malloryInc, ...snapshots],
    url: () => url,
  });
  const knobs = createKnobs();
  const app = createApp();
  app.onError((error, c) => {
    if (error instanceof ApiProblem) return error.toResponse();
    return c.json({ message: "Server Error", error: error.message }, 500);
  });
  app.notFound((c) =>
    c.req.path.startsWith("/api/") ? new ApiProblem(404, "Not Found").toResponse() : c.text("Not Found", 404),
  );
  controlRoutes(app, hub, knobs);
  applicationRoutes(app, hub);
  app.use("/api/v3/*", apiPipeline(hub));
  app.use("/api/graphql", apiPipeline(hub));
  // After the pipeline: a delayed or failing request is still authenticated, counted and under way.
  app.use("*", knobs.middleware);
  appRoutes(app, hub);
  orgRoutes(app, hub);
  repoRoutes(app, hub);
  gitRoutes(app, hub);
  userRoutes(app, hub);
  graphqlRoute(app, hub);
  signInPages(app, hub);
  installPages(app, hub);
  repoPages(app, hub);

  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: "127.0.0.1" }, (info) => {
      server.off("error", reject);
      url = `http://127.0.0.1:${info.port}`;
      resolve({
        url,
        async close() {
          await stopServer(server);
          hub.close();
        },
      });
    });
    server.once("error", reject);
  });
}
