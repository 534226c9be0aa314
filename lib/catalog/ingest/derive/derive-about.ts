import type { EntityLink } from "../../model/entity";
import { toTag } from "../../model/formats";
import type { Derived } from "../../model/fragment";
import type { Facts } from "./facts";
import { firstHeading, firstParagraph } from "./read-markdown";

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** A title only where the README's heading is the repository's name, better written: "Payments API" for payments-api. */
export function deriveTitle({ snapshot, readme }: Facts): Derived<string> | undefined {
  const heading = readme?.text === undefined ? undefined : firstHeading(readme.text);
  if (!heading || heading.text === snapshot.name || letters(heading.text) !== letters(snapshot.name))
    return undefined;
  return {
    value: heading.text,
    origin: { rule: "heading of the README", file: readme?.path, line: heading.line },
  };
}

/** GitHub's description, else the manifest's, else the README's first paragraph. */
export function deriveDescription({ snapshot, readme, packageJson }: Facts): Derived<string> | undefined {
  const given = snapshot.description?.trim();
  if (given) return { value: given, origin: { rule: "description of the GitHub repository" } };
  const manifest = packageJson?.description;
  if (typeof manifest === "string" && manifest.trim().length >= 10)
    return {
      value: manifest.trim().slice(0, 300),
      origin: { rule: "description in package.json", file: "package.json" },
    };
  const paragraph = readme?.text === undefined ? undefined : firstParagraph(readme.text);
  return (
    paragraph && {
      value: paragraph.text,
      origin: { rule: "first paragraph of the README", file: readme?.path, line: paragraph.line },
    }
  );
}

/** GitHub's main language, else the one with most bytes. */
export function deriveLanguage({ snapshot }: Facts): Derived<string> | undefined {
  if (snapshot.primaryLanguage)
    return { value: snapshot.primaryLanguage, origin: { rule: "main language of the repository on GitHub" } };
  const [most] = Object.entries(snapshot.languages).sort(([, a], [, b]) => b - a);
  return most && { value: most[0], origin: { rule: "language with the most bytes" } };
}

/** GitHub topics as tags. */
export function deriveTags({ snapshot }: Facts): Derived<readonly string[]> | undefined {
  const tags = [...new Set(snapshot.topics.flatMap((topic) => toTag(topic) ?? []))];
  return tags.length === 0 ? undefined : { value: tags, origin: { rule: "topics of the GitHub repository" } };
}

/** Repository and homepage. */
export function deriveLinks({ snapshot }: Facts): Derived<readonly EntityLink[]> {
  const links: EntityLink[] = [{ url: snapshot.url, title: "Repository", icon: "github" }];
  const homepage = snapshot.homepage?.trim();
  const url =
    homepage &&
    (/^https?:\/\//i.test(homepage)
      ? homepage
      : /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(homepage)
        ? `https://${homepage}`
        : undefined);
  if (url && URL.canParse(url) && url !== snapshot.url) links.push({ url, title: "Homepage", icon: "web" });
  return {
    value: links,
    origin: {
      rule:
        links.length > 1
          ? "address and homepage of the GitHub repository"
          : "address of the GitHub repository",
    },
  };
}

/** Where TechDocs stand: mkdocs.yml, or pages under docs/. */
export function deriveDocs(facts: Facts): Derived<string> | undefined {
  const path =
    facts.find(/^mkdocs\.ya?ml$/) ??
    facts.find(/^docs\/(index|readme)\.(md|markdown)$/i) ??
    facts.find(/^docs\/.+\.(md|markdown)$/i);
  return path === undefined
    ? undefined
    : { value: "dir:.", origin: { rule: `${path} is there`, file: path } };
}
