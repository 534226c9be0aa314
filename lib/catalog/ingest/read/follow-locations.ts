import { refTexts } from "../../model/check-spec";
import type { Problem } from "../../model/problem";
import { visible } from "../../model/problem";
import type { Facts } from "../derive/facts";
import type { SnapshotFile } from "../repository-snapshot";
import type { DeclaredDocument } from "./validate";

export type Followed = { readonly files: readonly SnapshotFile[]; readonly problems: readonly Problem[] };

const TARGETS_MAX = 500;

/** Joins a relative path; undefined when it leaves the repository. */
function resolvePath(from: string, target: string): string | undefined {
  const parts = target.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/** A glob of `*`, `**` and `?` as a pattern over paths. */
function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) =>
      part === "**/"
        ? "(?:[^/]+/){0,16}"
        : part === "**"
          ? ".*"
          : part === "*"
            ? "[^/]*"
            : part === "?"
              ? "[^/]"
              : part.replace(/[.+^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`);
}

/** A target as a path of this repository, or undefined when it lies elsewhere. */
export function pathOfTarget(facts: Facts, file: string, target: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return resolvePath(file, target);
  const { url, defaultBranch = "HEAD" } = facts.snapshot;
  for (const view of ["blob", "tree", "raw"]) {
    const prefix = `${url}/${view}/${defaultBranch}/`.toLowerCase();
    if (target.toLowerCase().startsWith(prefix)) return target.slice(prefix.length);
  }
  return undefined;
}

function filesOfTarget(facts: Facts, path: string): readonly SnapshotFile[] {
  if (!/[*?]/.test(path) || path.length > 200 || path.split("**").length > 4)
    return facts.file(path) ? [facts.file(path)].flatMap((file) => file ?? []) : [];
  const pattern = globPattern(path);
  return facts.snapshot.files.filter((file) => pattern.test(file.path));
}

/** Files of the same repository that a Location names, and a warning for each target that could not be followed. */
export function followLocation({ document, entity, ref }: DeclaredDocument, facts: Facts): Followed {
  const targets = [...refTexts(entity.spec?.target), ...refTexts(entity.spec?.targets)].slice(0, TARGETS_MAX);
  const problems: Problem[] = [];
  const files = targets.flatMap((target) => {
    const warn = (code: string, message: string, fix: string): readonly SnapshotFile[] => {
      const at = {
        file: document.file,
        ...document.positionOf(["spec", entity.spec?.target === target ? "target" : "targets"]),
      };
      problems.push({ stage: "fetch", code, message, fix, severity: "warning", at, entityRef: ref });
      return [];
    };
    const path = pathOfTarget(facts, document.file, target);
    if (path === undefined)
      return warn(
        "location_outside",
        `The target "${visible(target)}" lies outside this repository`,
        "Repositories the GitHub App may read are read by themselves; select that one too.",
      );
    const found = filesOfTarget(facts, path);
    // A Location that names itself, as a glob easily does, is read already.
    if (found.length > 0) return found.filter((file) => file.path !== document.file);
    if (facts.paths.has(path))
      return warn(
        "location_unread",
        `The target "${visible(path)}" was not read: its name is none Portico looks for`,
        "Name it catalog-info.yaml in a folder of its own, or put it into a folder named catalog/.",
      );
    return entity.spec?.presence === "optional" || facts.snapshot.treeTruncated
      ? []
      : warn(
          "location_missing",
          `The target "${visible(path)}" is not in this repository`,
          "Correct the path; it is relative to this file.",
        );
  });
  return { files, problems };
}
