import { existsSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { z } from "zod";
import type { FileSeed, OrgSeed, RepoSeed } from "./seed";

const snapshotOrg = z.object({
  login: z.string().min(1),
  repos: z.array(
    z.object({
      name: z.string().min(1),
      description: z.string().nullish(),
      archived: z.boolean().nullish(),
      private: z.boolean().nullish(),
      default_branch: z.string().nullish(),
      head_sha: z.string().nullish(),
      pushed_at: z.string().nullish(),
      languages: z.record(z.string(), z.number()).nullish(),
      tree: z.array(z.object({ path: z.string(), size: z.number(), sha: z.string(), mode: z.string() })),
    }),
  ),
});

type SnapshotRepo = z.output<typeof snapshotOrg>["repos"][number];

function storedPath(dir: string, repo: string, path: string): string | undefined {
  const root = resolve(dir, "repos", repo);
  const full = resolve(root, path);
  return full.startsWith(root + sep) && existsSync(full) ? full : undefined;
}

function filesOf(dir: string, repo: SnapshotRepo): Record<string, FileSeed> {
  return Object.fromEntries(
    repo.tree.map((entry): [string, FileSeed] => {
      const stored = storedPath(dir, repo.name, entry.path);
      const mode = entry.mode === "100755" ? "100755" : "100644";
      if (stored === undefined) return [entry.path, { size: entry.size, sha: entry.sha, mode }];
      return [
        entry.path,
        { size: entry.size, sha: entry.sha, mode, binary: false, text: () => readFileSync(stored, "utf8") },
      ];
    }),
  );
}

const ownersFiles = ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"];

function handles(dir: string, repo: SnapshotRepo): string[] {
  const stored = ownersFiles
    .map((path) => storedPath(dir, repo.name, path))
    .find((path) => path !== undefined);
  if (stored === undefined) return [];
  const rules = readFileSync(stored, "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*$/, ""));
  return rules
    .flatMap((rule) => rule.match(/@[\w.-]+(?:\/[\w.-]+)?/g) ?? [])
    .map((handle) => handle.slice(1));
}

/**
 * Reads a folder `org.json` + `repos/NAME/PATH`. Teams and members, which it lacks, are made from the CODEOWNERS handles.
 *
 * @throws Error when the folder has no readable org.json
 */
export function readSnapshot(dir: string): OrgSeed {
  const file = join(dir, "org.json");
  if (!existsSync(file))
    throw new Error(`snapshot folder ${dir} has no org.json; expected org.json and repos/NAME/PATH`);
  const parsed = snapshotOrg.parse(JSON.parse(readFileSync(file, "utf8")));
  const teams = new Map<string, Record<string, "push">>();
  const users = new Set<string>();
  for (const repo of parsed.repos) {
    for (const handle of handles(dir, repo)) {
      const [owner, team] = handle.split("/");
      if (owner === undefined) continue;
      if (team === undefined) users.add(owner);
      else if (owner.toLowerCase() === parsed.login.toLowerCase()) {
        const slug = team.toLowerCase();
        teams.set(slug, { ...teams.get(slug), [repo.name]: "push" });
      }
    }
  }
  users.delete("ada");
  return {
    login: parsed.login,
    name: parsed.login,
    description: `Snapshot of ${parsed.repos.length} repositories`,
    members: [
      { login: "ada", name: "Ada Obi", email: "ada@acme.example", role: "admin" },
      ...[...users].map((login) => ({ login, name: login, email: `${login}@users.noreply.github.com` })),
    ],
    teams: [...teams].map(([slug, repos]) => ({ slug, name: slug, members: [], repos })),
    repos: parsed.repos.map(
      (repo): RepoSeed => ({
        name: repo.name,
        ...(repo.description ? { description: repo.description } : {}),
        archived: repo.archived ?? false,
        private: repo.private ?? false,
        branch: repo.default_branch ?? "main",
        empty: repo.tree.length === 0 && (repo.head_sha ?? undefined) === undefined,
        ...(repo.head_sha ? { headSha: repo.head_sha } : {}),
        ...(repo.pushed_at
          ? { pushedAt: new Date(repo.pushed_at).toISOString().replace(/\.\d+Z$/, "Z") }
          : {}),
        ...(repo.languages ? { languages: repo.languages } : {}),
        files: () => filesOf(dir, repo),
      }),
    ),
  };
}
