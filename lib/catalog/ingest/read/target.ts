import { visible } from "../../model/problem";
import { resolvePath } from "../../model/repository-path";

/** The repository a target is seen from. */
export type Place = {
  readonly url: string;
  readonly defaultBranch?: string | undefined;
  readonly headSha?: string | undefined;
};

/** Why a target is not a file Portico reads; the last word of a problem's code. */
export type Refusal = {
  readonly why: "outside" | "branch" | "credentials";
  readonly message: string;
  readonly fix: string;
  /** true for another repository of the same host, which is read by itself when the App may see it */
  readonly elsewhere?: true;
};

export type Target =
  | { readonly path: string; readonly refusal?: undefined }
  | { readonly path?: undefined; readonly refusal: Refusal };

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const VIEWS = new Set(["blob", "tree", "raw", "edit", "blame"]);

const refused = (refusal: Refusal): Target => ({ refusal });

const OUTSIDE: Target = refused({
  why: "outside",
  message: "leads out of this repository",
  fix: "Name a file of this repository; the path is relative to this file.",
});
const OTHER_HOST: Target = refused({
  why: "outside",
  message: "lies outside this repository; Portico opens no addresses a file names",
  fix: "Copy the file into this repository and name it by its path.",
});
const CREDENTIALS: Target = refused({
  why: "credentials",
  message: "holds a user name or password",
  fix: "Take it out and replace that credential: everyone who reads the repository has seen it.",
});

function onHost(place: Place, segments: readonly string[]): Target {
  const [owner = "", name = "", ...rest] = segments;
  const own = new URL(place.url).pathname.slice(1).toLowerCase();
  if (`${owner}/${name}`.toLowerCase() !== own)
    return refused({
      why: "outside",
      message: `lies outside this repository, in ${visible(`${owner}/${name}`, 100)}`,
      fix: "Repositories the GitHub App may read are read by themselves; select that one too.",
      elsewhere: true,
    });
  const path = rest.join("/").replace(/^refs\/heads\//, "");
  const refs = [place.defaultBranch, place.headSha, "HEAD"].flatMap((ref) => (ref ? [`${ref}/`] : []));
  const prefix = refs.find((ref) => path.startsWith(ref));
  if (prefix) return { path: path.slice(prefix.length) };
  return refused({
    why: "branch",
    message: `is not on the default branch${place.defaultBranch ? `, ${visible(place.defaultBranch, 60)}` : ""}`,
    fix: "Portico reads the default branch; name the file by its path, without a branch.",
  });
}

function ofUrl(place: Place, url: URL): Target {
  if (url.username || url.password) return CREDENTIALS;
  const host = new URL(place.url).host;
  const segments = url.pathname.slice(1).split("/").map(decodedSegment);
  if (url.host === host) {
    const [owner = "", name = "", view = "", ...rest] = segments;
    return onHost(place, VIEWS.has(view) ? [owner, name, ...rest] : [owner, name, view, ...rest]);
  }
  if (host === "github.com" && url.host === "raw.githubusercontent.com") return onHost(place, segments);
  return OTHER_HOST;
}

function decodedSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a Location or a placeholder names, as a path of the same repository, or why it is not one. The one place that decides it. */
export function resolveTarget(place: Place, file: string, target: string): Target {
  const text = target.trim();
  if (SCHEME.test(text) || /^[\\/]{2}/.test(text)) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url ? ofUrl(place, url) : OTHER_HOST;
  }
  const path = resolvePath(file, text);
  return path === undefined ? OUTSIDE : { path };
}

/** A target inside a message: cut, made visible, without what stands before an @. */
export function shownTarget(target: string): string {
  return visible(target.replace(/\/\/[^/@\s]*@/, "//…@"), 120);
}
