import { isFileOfInterest, isVendored } from "../ingest/file-interest";
import type { ConnectionFact, Facts, ProblemFact, RepositoryFact } from "./facts";
import { splitRest } from "./question";
import type { Step } from "./step";

export const list = (words: readonly string[]) => new Intl.ListFormat("en").format(words);
const number = (count: number, noun: string, plural = `${noun}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;

export function connectedStep(owner: string, connections: readonly ConnectionFact[]): Step {
  const stage = "connected";
  const found = connections.find((one) => one.account.toLowerCase() === owner.toLowerCase());
  if (found?.status === "active")
    return {
      stage,
      state: "ok",
      title: `The GitHub App is installed on ${found.account}`,
      at: found.lastRun?.at,
    };
  if (found) {
    const suspended = found.status === "suspended";
    return {
      stage,
      state: "bad",
      title: `The GitHub App is ${suspended ? "suspended" : "no longer installed"} on ${found.account}`,
      detail: "Nothing is read from there now; what the catalog knows stays.",
      fix: suspended
        ? "An owner of the organisation can unsuspend it on GitHub."
        : "Install it again under Settings, GitHub.",
      link: { to: "github" },
    };
  }
  const names = connections.map((one) => one.account);
  return {
    stage,
    state: "bad",
    title: `${owner} is not connected to this portal`,
    detail: names.length > 0 ? `Connected: ${list(names)}.` : "No GitHub organisation is connected yet.",
    fix: `Check the owner's name, or ask an admin to install the GitHub App on ${owner}.`,
    link: { to: "github" },
  };
}

export function coverage({ account, selection, repositories, lastRun }: ConnectionFact): string {
  const what = selection === "selected" ? "repositories chosen on GitHub" : "all repositories";
  return `The installation on ${account} covers ${what}: ${number(repositories, "repository", "repositories")} when it was last read${lastRun ? "" : ", which has not happened yet"}.`;
}

export function unseenStep(owner: string, name: string, facts: Facts): Step {
  const connection = facts.connections.find((one) => one.account.toLowerCase() === owner.toLowerCase());
  const near = facts.near.filter((one) => one.kind === "repository").map((one) => one.name);
  const problem = connection?.lastRun?.problem;
  return {
    stage: "visible",
    state: "unknown",
    title: `We have never seen ${owner}/${name}`,
    detail: [
      connection ? coverage(connection) : undefined,
      near.length > 0 ? `Did you mean ${list(near)}?` : undefined,
      problem ? `The last run says: ${problem.message}` : undefined,
    ]
      .filter(Boolean)
      .join(" "),
    fix:
      problem?.fix ??
      (connection?.selection === "selected"
        ? "Add the repository to the App's selection on GitHub, or correct the name."
        : "Correct the name. A repository created a moment ago appears within seconds; a private one of somebody else never."),
    at: connection?.lastRun?.at,
    link: { to: "github" },
  };
}

export function visibleStep(repository: RepositoryFact): Step {
  const stage = "visible";
  const name = `${repository.owner}/${repository.name}`;
  if (repository.code === "gone")
    return {
      stage,
      state: "bad",
      title: `GitHub does not list ${name} for the App any more`,
      detail:
        "It was deleted, moved away, or taken out of the App's selection. Its entities are kept as orphans.",
      fix: "Give the App access on GitHub, or restore the orphans.",
      at: repository.missingSince,
      link: { to: "orphans" },
    };
  if (repository.missingSince)
    return {
      stage,
      state: "warn",
      title: `${name} was missing from GitHub's last list`,
      detail: "So much was missing at once that it is kept until a second run says the same.",
      fix: "Check on GitHub which repositories the App may read.",
      at: repository.missingSince,
      link: { to: "github" },
    };
  const notes = [repository.archived ? "archived" : "", repository.fork ? "a fork" : ""].filter(Boolean);
  return {
    stage,
    state: "ok",
    title: `${name} is visible to the App`,
    ...(notes.length > 0
      ? { detail: `It is ${list(notes)}, which changes nothing: it is read like any other.` }
      : {}),
  };
}

export function readStep(repository: RepositoryFact): Step {
  const stage = "read";
  if (repository.verdict === "queued")
    return {
      stage,
      state: "unknown",
      title: "Its contents wait to be read",
      detail: "It changed or was found a moment ago; this usually takes seconds.",
      fix: "If it stays like this, read it again.",
      at: repository.verdictAt,
    };
  if (repository.verdict === "failed" && repository.stage === "fetch")
    return {
      stage,
      state: "bad",
      title: repository.message ?? "GitHub did not show its contents",
      detail: "What was known before stays.",
      fix: repository.fix,
      at: repository.verdictAt,
    };
  if (repository.empty)
    return {
      stage,
      state: "bad",
      title: "The repository has no commits yet",
      fix: "Push something; it appears by itself.",
      at: repository.verdictAt,
    };
  return {
    stage,
    state: repository.treeTruncated ? "warn" : "ok",
    title: `Its default branch ${repository.defaultBranch ?? ""} was read`.replace("  ", " "),
    detail: repository.treeTruncated
      ? "It has more files than one reading shows: files deep inside may not have been seen."
      : undefined,
    at: repository.verdictAt,
  };
}

function placeOf(
  repository: Pick<RepositoryFact, "url" | "defaultBranch">,
  file: string,
  line?: number,
): Step["place"] {
  const path = file.split("/").map(encodeURIComponent).join("/");
  return {
    file,
    line,
    url: `${repository.url}/blob/${repository.defaultBranch ?? "HEAD"}/${path}${line ? `#L${line}` : ""}`,
  };
}

const FILE_PROBLEMS = {
  too_large: [
    "is larger than the 512 KiB that are read",
    "Split it into smaller files and name them in a Location.",
  ],
  binary: ["is not a text file", "Save it as UTF-8 text."],
  unreadable: ["could not be read from GitHub", "Read it again; if it stays, tell support."],
} as const;

export function catalogFilesStep(repository: RepositoryFact): Step {
  const found = repository.files
    .filter((file) => file.isCatalogFile && !file.definesKinds)
    .map((file) => file.path);
  if (found.length > 0)
    return {
      stage: "files",
      state: "ok",
      title: `Found ${number(found.length, "catalog file")}: ${list(found.slice(0, 5))}${found.length > 5 ? " and more" : ""}`,
    };
  return {
    stage: "files",
    state: "ok",
    title: "No catalog-info.yaml was found, so everything is derived",
    detail: `Looked for catalog-info.yaml and catalog-info.yml in every folder. Files of interest that were read: ${repository.filesSeen.toLocaleString("en")}.`,
    fix: "To declare more than contents tell, add a catalog-info.yaml at the root.",
  };
}

/** A file whose path alone says that it is not read: whether it is there, nobody has looked. */
function unreadStep(path: string): Step {
  const step = { stage: "files", state: "bad", title: `${path} is not a file that is read` } as const;
  return isVendored(path)
    ? {
        ...step,
        detail: "Folders such as node_modules, vendor, dist, build and testdata are left out.",
        fix: "Move it to another folder.",
      }
    : {
        ...step,
        detail: "Catalog files are called catalog-info.yaml or catalog-info.yml, or a Location names them.",
        fix: "Rename it, or name it in the spec.targets of a Location in catalog-info.yaml.",
      };
}

export function askedFileStep(repository: RepositoryFact, rest: readonly string[]): Step {
  const { branch, path } = splitRest(rest, repository.defaultBranch);
  const isDefault = [repository.defaultBranch, "HEAD"].includes(branch);
  if (!isDefault && !/^[0-9a-f]{7,40}$/.test(branch))
    return {
      stage: "files",
      state: "bad",
      title: `${path} is on the branch ${branch}, which is not read`,
      detail: `Only the default branch, ${repository.defaultBranch ?? "which is not known"}, becomes the catalog.`,
      fix: `Merge it into ${repository.defaultBranch ?? "the default branch"}.`,
    };
  const file = repository.files.find((one) => one.path === path);
  if (file?.problem) {
    const [what, fix] = FILE_PROBLEMS[file.problem];
    return { stage: "files", state: "bad", title: `${path} ${what}`, fix, place: placeOf(repository, path) };
  }
  if (file?.definesKinds)
    return {
      stage: "files",
      state: "ok",
      title: `${path} is read as a definition of kinds`,
      place: placeOf(repository, path),
    };
  if (file?.isCatalogFile)
    return {
      stage: "files",
      state: "ok",
      title: `${path} is read as a catalog file`,
      place: placeOf(repository, path),
    };
  if (file)
    return {
      stage: "files",
      state: "bad",
      title: `${path} was read, but not as a catalog file`,
      detail: "Catalog files are called catalog-info.yaml or catalog-info.yml, or a Location names them.",
      fix: `Rename it, or name it in the spec.targets of a Location in catalog-info.yaml.`,
      place: placeOf(repository, path),
    };
  const twin = repository.files.find((one) => one.path.toLowerCase() === path.toLowerCase());
  if (!twin && !isFileOfInterest(path)) return unreadStep(path);
  return {
    stage: "files",
    state: "bad",
    title: `${path} was not found on ${repository.defaultBranch ?? "the default branch"}`,
    detail: twin
      ? `There is ${twin.path}: names of files are told apart by their capitals.`
      : `Files of interest that were read: ${repository.filesSeen.toLocaleString("en")}.`,
    fix: twin ? `Correct the name to ${twin.path}.` : "Check path and name.",
    at: repository.verdictAt,
  };
}

export function problemStep(
  stage: Step["stage"],
  problem: ProblemFact,
  repository: Pick<RepositoryFact, "url" | "defaultBranch">,
): Step {
  return {
    stage,
    state: problem.severity === "error" ? "bad" : "warn",
    title: problem.message,
    fix: problem.fix,
    at: problem.at,
    place: placeOf(repository, problem.path, problem.line),
    ...(problem.code === "ref_taken" ? { link: { to: "conflicts" as const } } : {}),
  };
}

export const MERGE_STAGES = new Set(["merge", "store"]);

export function contentSteps(repository: RepositoryFact, problems: readonly ProblemFact[]): Step[] {
  const reading = problems.filter((problem) => !MERGE_STAGES.has(problem.stage));
  const merging = problems.filter((problem) => MERGE_STAGES.has(problem.stage));
  const contested = repository.entities.filter((entity) => entity.contested).map((entity) => entity.ref);
  const merge: Step[] = merging.map((problem) => problemStep("merged", problem, repository));
  if (contested.length > 0 && !merging.some((problem) => problem.code === "ref_taken"))
    merge.push({
      stage: "merged",
      state: "warn",
      title: `Another source claims ${list(contested)} as well`,
      detail: "What this repository says counts now.",
      link: { to: "conflicts" },
    });
  return [
    ...(reading.length > 0
      ? reading.map((problem) => problemStep("valid", problem, repository))
      : [{ stage: "valid" as const, state: "ok" as const, title: "What was read is valid" }]),
    ...(merge.length > 0
      ? merge
      : [
          {
            stage: "merged" as const,
            state: "ok" as const,
            title: "No other source contests its names; its references lead somewhere",
          },
        ]),
  ];
}

export function servedStep(repository: RepositoryFact, entities: RepositoryFact["entities"]): Step {
  const served = entities.filter((entity) => entity.served);
  const stale = served.filter((entity) => entity.stale);
  if (stale.length > 0)
    return {
      stage: "served",
      state: "warn",
      title: `${list(stale.map((entity) => entity.ref))} is served as it last was good`,
      detail: "The file that declares it is broken now; the next good push replaces it.",
    };
  if (served.length > 0)
    return {
      stage: "served",
      state: "ok",
      title: `In the catalog: ${list(served.slice(0, 6).map((entity) => entity.ref))}${served.length > 6 ? ` and ${served.length - 6} more` : ""}`,
    };
  return {
    stage: "served",
    state: repository.verdict === "queued" ? "unknown" : "bad",
    title: "Nothing of it is in the catalog",
    detail: repository.summary,
  };
}

/** The chain stops at the first step after which nothing more can be said. */
