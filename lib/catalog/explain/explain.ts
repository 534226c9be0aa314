import type { Contest } from "../conflicts/read-standing";
import type { Facts } from "./facts";
import { type Question, splitRest } from "./question";
import {
  askedFileStep,
  catalogFilesStep,
  connectedStep,
  contentSteps,
  coverage,
  list,
  MERGE_STAGES,
  problemStep,
  readStep,
  servedStep,
  unseenStep,
  visibleStep,
} from "./repository-steps";
import type { Explanation, Step } from "./step";
import { explainClaimed, foreignHostStep } from "./unread-place";

function conclude(steps: readonly Step[], good: string): Explanation {
  const worst =
    steps.find((step) => step.state === "bad") ??
    steps.find((step) => step.state === "unknown") ??
    steps.find((step) => step.state === "warn");
  return { state: worst?.state ?? "ok", headline: worst?.title ?? good, steps };
}

function explainRepository(question: Question & { kind: "repository" | "file" }, facts: Facts): Explanation {
  const { owner, name, host } = question;
  const { repository, hosts, claims } = facts;
  const isForeign = !repository && host !== undefined && !hosts.includes(host);
  if (isForeign) {
    const foreign = foreignHostStep(host, hosts);
    return claims.length > 0
      ? explainClaimed(`${host}/${owner}/${name}`, `${foreign.title}.`, claims)
      : conclude([foreign], "");
  }
  const connected = connectedStep(repository?.owner ?? owner, facts.connections);
  if (!repository) {
    const place = `${owner}/${name}`;
    if (claims.length > 0)
      return explainClaimed(
        place,
        connected.state === "ok" ? "No connected repository has this address." : `${connected.title}.`,
        claims,
      );
    const steps = connected.state === "ok" ? [connected, unseenStep(owner, name, facts)] : [connected];
    return conclude(steps, "");
  }
  const seen = [connected, visibleStep(repository), readStep(repository)];
  if (seen.some((step) => step.state === "bad") && repository.entities.length === 0)
    return conclude(seen, "");
  if (question.kind === "repository") {
    const steps = [
      ...seen,
      catalogFilesStep(repository),
      ...contentSteps(repository, repository.problems),
      servedStep(repository, repository.entities),
    ];
    return conclude(steps, `${owner}/${name} is in the catalog, and nothing is wrong with it.`);
  }
  const file = askedFileStep(repository, question.rest);
  if (file.state !== "ok") return conclude([...seen, file], "");
  const { path } = splitRest(question.rest, repository.defaultBranch);
  const problems = repository.problems.filter((problem) => problem.path === path);
  const read = `${path} is read, and nothing is wrong with it.`;
  if (repository.files.some((one) => one.path === path && one.definesKinds))
    return conclude([...seen, file, ...problems.map((one) => problemStep("valid", one, repository))], read);
  const steps = [
    ...seen,
    file,
    ...contentSteps(repository, problems),
    servedStep(
      repository,
      repository.entities.filter((entity) => entity.file === path),
    ),
  ];
  return conclude(steps, read);
}

/** Names that count first: a reader wants to know whose words the page shows. */
function contestStep(ref: string, { counts, refused, isOpen }: Contest): Step {
  return {
    stage: "merged",
    state: isOpen ? "warn" : "ok",
    title: isOpen
      ? `Several sources claim ${ref}`
      : `Several sources claimed ${ref}; an admin chose which one counts`,
    detail: `What ${list(counts)} says counts. What ${list(refused)} says is refused: nothing of it is blended in.`,
    fix: isOpen
      ? "Give one of them another name or namespace, or let an admin choose on the conflicts page."
      : undefined,
    link: { to: "conflicts" },
  };
}

function explainEntity(asked: string, facts: Facts): Explanation {
  const problems = facts.namedProblems.map((problem) =>
    problemStep(MERGE_STAGES.has(problem.stage) ? "merged" : "valid", problem, problem),
  );
  const { entity } = facts;
  if (entity && !entity.orphanedAt) {
    const served: Step = {
      stage: "served",
      state: "ok",
      title: `${entity.ref} is in the catalog`,
      detail: `It comes from ${list(entity.sources)}.`,
      at: entity.updatedAt,
    };
    const contest = entity.contest ? [contestStep(entity.ref, entity.contest)] : [];
    return conclude(
      [...problems, ...contest, served],
      `${entity.ref} is in the catalog, and nothing is wrong with it.`,
    );
  }
  if (entity)
    return conclude(
      [
        ...problems,
        {
          stage: "served",
          state: "bad",
          title: `${entity.ref} is an orphan: no source names it any more`,
          detail: entity.removedBy ? `Last said to be gone by ${entity.removedBy}.` : undefined,
          fix: "Declare it again, or restore it.",
          at: entity.orphanedAt,
          link: { to: "orphans" },
        },
      ],
      "",
    );
  if (facts.movedTo)
    return conclude(
      [
        {
          stage: "served",
          state: "ok",
          title: `${asked} is called ${facts.movedTo} now`,
          detail: "Its old address leads there.",
        },
      ],
      `${asked} is called ${facts.movedTo} now.`,
    );
  if (problems.length > 0)
    return conclude(
      [...problems, { stage: "served", state: "bad", title: `${asked} is not in the catalog` }],
      "",
    );
  const near = facts.near.map((one) => one.name);
  return conclude(
    [
      {
        stage: "served",
        state: "unknown",
        title: `Nothing we have read names ${asked}`,
        detail: [
          near.length > 0 ? `Did you mean ${list(near)}?` : undefined,
          facts.connections.length > 0
            ? facts.connections.map(coverage).join(" ")
            : "No GitHub organisation is connected yet.",
        ]
          .filter(Boolean)
          .join(" "),
        fix: "Paste the address of the file or repository that should declare it: that says how far it came.",
      },
    ],
    "",
  );
}

/** Why something is not in the catalog, or not right: stage by stage, with cause, place and fix. Pure. */
export function explain(question: Question, facts: Facts): Explanation {
  switch (question.kind) {
    case "repository":
    case "file":
      return explainRepository(question, facts);
    case "entity":
      return explainEntity(question.ref, facts);
    case "name":
      return facts.repository
        ? explainRepository(
            {
              kind: "repository",
              host: undefined,
              owner: facts.repository.owner,
              name: facts.repository.name,
            },
            facts,
          )
        : explainEntity(question.name, facts);
    case "unreadable":
      return { state: "unknown", headline: question.why, steps: [] };
    default: {
      const missing: never = question;
      return missing;
    }
  }
}
