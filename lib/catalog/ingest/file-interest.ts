/** What ingest can use of one repository. Discovery stops reading at these bounds and says so in the snapshot. */
export const SNAPSHOT_LIMITS = {
  /** A longer text is kept out and the file marked `too_large`. Same cap as the YAML parser. */
  fileBytes: 512 * 1024,
  /** Together with the count below: what one repository may cost in the database. */
  totalTextBytes: 4 * 1024 * 1024,
  files: 200,
  /** On top of those: what Locations and placeholders of the descriptors name. */
  namedFiles: 100,
  namedTextBytes: 2 * 1024 * 1024,
  treeEntries: 5_000,
} as const;

/**
 * Paths worth asking for before the tree is known, so that they come with the first page of discovery.
 *
 * The most useful come first: a caller that can afford only some takes a prefix.
 */
export const PROBE_PATHS: readonly string[] = [
  "catalog-info.yaml",
  "catalog-info.yml",
  ".github/CODEOWNERS",
  "CODEOWNERS",
  "docs/CODEOWNERS",
  "README.md",
  "mkdocs.yml",
  "package.json",
  "go.mod",
  "pom.xml",
  "Cargo.toml",
  "pyproject.toml",
  "action.yml",
  "action.yaml",
  "openapi.yaml",
  "openapi.yml",
  "openapi.json",
  "asyncapi.yaml",
  "asyncapi.yml",
  "schema.graphql",
  "docs/index.md",
  "mkdocs.yaml",
  "docs/README.md",
  "README.rst",
  "README",
  "readme.md",
];

const VENDORED =
  /(^|\/)(node_modules|vendor|third_party|\.git|dist|build|target|testdata|test-fixtures|__fixtures__)\//;
const CATALOG_FILE = /(^|\/)catalog-info\.ya?ml$/;
const ROOT_FILE =
  /^(README(\.(md|markdown|rst|adoc|txt))?|mkdocs\.ya?ml|package\.json|go\.mod|pom\.xml|Cargo\.toml|pyproject\.toml|action\.ya?ml)$/i;
const CODEOWNERS_FILE = /^(\.github\/|docs\/)?CODEOWNERS$/;
const DOCS_PAGE = /^docs\/(.+\/)?[^/]+\.(md|markdown)$/i;
// Names people give to the files their Location points to. Read, but used only when a Location names them.
const LOCATION_TARGET =
  /^((.+\/)?(\.backstage|backstage|catalog|entities)\/[^/]+\.ya?ml|(all|entities|org|groups?|teams?|users?|systems?|domains?|components?|apis?|resources?|templates?|catalog)\.ya?ml)$/;
const API_FILE =
  /(^|\/)([^/]*(openapi|swagger|asyncapi)[^/]*\.(ya?ml|json)|[^/]+\.(graphqls|proto)|schema\.(graphql|gql))$/i;

/** Definition files that are read of one folder. */
export const KIND_FILES_MAX = 100;

/** True for the files in which a folder may define kinds: YAML or JSON directly in it. */
export function isKindFile(folder: string, path: string): boolean {
  if (!path.startsWith(`${folder}/`)) return false;
  const name = path.slice(folder.length + 1);
  return !name.includes("/") && /\.(ya?ml|json)$/.test(name);
}

/** True within folders of others' code and of built things: nothing there is read. */
export function isVendored(path: string): boolean {
  return VENDORED.test(path);
}

/** True for catalog descriptors, wherever they stand outside vendored folders. */
export function isCatalogFile(path: string): boolean {
  return CATALOG_FILE.test(path) && !VENDORED.test(path);
}

/** True for files that may describe an API; their content decides. */
export function isApiCandidate(path: string): boolean {
  return API_FILE.test(path) && !VENDORED.test(path) && path.split("/").length <= 8;
}

/** True for README at the root and Markdown pages under docs/, which the docs tab shows. */
export function isDocsPage(path: string): boolean {
  return /^README(\.(md|markdown|rst|adoc|txt))?$/i.test(path) || DOCS_PAGE.test(path);
}

/** The rule discovery follows: is this file's content worth reading? Pure, on the path alone. */
export function isFileOfInterest(path: string): boolean {
  if (VENDORED.test(path)) return false;
  return (
    ROOT_FILE.test(path) ||
    CODEOWNERS_FILE.test(path) ||
    isCatalogFile(path) ||
    DOCS_PAGE.test(path) ||
    isApiCandidate(path) ||
    LOCATION_TARGET.test(path)
  );
}

/** Order in which to read when a bound is near: descriptors first, then owners, manifests, API files, docs. */
export function interestRank(path: string): number {
  if (isCatalogFile(path)) return path.split("/").length;
  if (CODEOWNERS_FILE.test(path)) return 20;
  if (LOCATION_TARGET.test(path)) return 25;
  if (ROOT_FILE.test(path)) return 30;
  if (isApiCandidate(path)) return 40;
  return 50 + path.split("/").length;
}
