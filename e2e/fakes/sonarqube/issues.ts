import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { NodeEnv } from "../kit/serve";
import { historyOf, isProject, measuresOf } from "./measures";

const kinds = [
  {
    type: "VULNERABILITY",
    severity: "CRITICAL",
    rule: "typescript:S5131",
    message: "Change this code to not reflect user-controlled data.",
  },
  {
    type: "BUG",
    severity: "MAJOR",
    rule: "typescript:S2589",
    message: "This condition always evaluates to true.",
  },
  { type: "CODE_SMELL", severity: "MINOR", rule: "typescript:S1128", message: "Remove this unused import." },
] as const;

function issuesOf(key: string) {
  const measures = measuresOf(key);
  const counts = [Number(measures.vulnerabilities), Number(measures.bugs), Number(measures.code_smells)];
  return kinds.flatMap((kind, at) =>
    Array.from({ length: counts[at] ?? 0 }, (_, index) => {
      const line = 10 + ((index * 17) % 240);
      return {
        key: createHash("sha256").update(`${key}/${kind.type}/${index}`).digest("base64url").slice(0, 20),
        rule: kind.rule,
        severity: kind.severity,
        component: `${key}:src/module-${index % 12}.ts`,
        project: key,
        line,
        textRange: { startLine: line, endLine: line, startOffset: 2, endOffset: 24 },
        flows: [],
        status: "OPEN",
        issueStatus: "OPEN",
        message: kind.message,
        effort: "5min",
        debt: "5min",
        tags: [],
        creationDate: historyOf(key)[0]?.date,
        updateDate: historyOf(key).at(-1)?.date,
        type: kind.type,
        scope: "MAIN",
        quickFixAvailable: false,
      };
    }),
  );
}

/** `/api/issues/search`: as many issues as the measures count. */
export function mountIssues(app: Hono<NodeEnv>): void {
  app.get("/api/issues/search", (c) => {
    const keys = (c.req.query("components") ?? c.req.query("componentKeys") ?? "")
      .split(",")
      .filter(isProject);
    const list = (name: string) => c.req.query(name)?.split(",");
    const types = list("types");
    const severities = list("severities");
    const found = keys
      .flatMap(issuesOf)
      .filter((one) => (types?.includes(one.type) ?? true) && (severities?.includes(one.severity) ?? true));
    const pageSize = Math.min(500, Number(c.req.query("ps") ?? 100));
    const pageIndex = Number(c.req.query("p") ?? 1);
    const issues = found.slice((pageIndex - 1) * pageSize, pageIndex * pageSize);
    return c.json({
      total: found.length,
      p: pageIndex,
      ps: pageSize,
      paging: { pageIndex, pageSize, total: found.length },
      effortTotal: found.length * 5,
      issues,
      components: keys.map((key) => ({ key, enabled: true, qualifier: "TRK", name: key })),
      facets: [],
    });
  });
}
