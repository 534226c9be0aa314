import { firstHeading } from "../derive/read-markdown";
import { isDocsPage, type RepositorySnapshot } from "../repository-snapshot";

/** A page of the docs tab. */
export type Page = {
  readonly path: string;
  readonly title: string;
  readonly content: string;
  readonly sha: string;
};

const PAGES_MAX = 150;
const PAGE_CHARACTERS_MAX = 200_000;

/** README and docs pages of a repository, README first. */
export function readPages(snapshot: RepositorySnapshot): readonly Page[] {
  return snapshot.files
    .filter(
      (file) =>
        isDocsPage(file.path) &&
        file.text !== undefined &&
        file.text.trim() !== "" &&
        file.text.length <= PAGE_CHARACTERS_MAX,
    )
    .sort((a, b) => Number(a.path.includes("/")) - Number(b.path.includes("/")) || (a.path < b.path ? -1 : 1))
    .slice(0, PAGES_MAX)
    .map(({ path, text = "", sha }) => ({
      path,
      title: (firstHeading(text)?.text ?? path.split("/").at(-1) ?? path).slice(0, 200),
      content: text,
      sha,
    }));
}
