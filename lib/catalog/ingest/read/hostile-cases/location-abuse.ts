import { type HostileCase, many } from "./hostile-case";

const location = (targets: readonly string[], name = "THIS") =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: ${name}\nspec:\n  targets:\n${targets.map((target) => `    - ${JSON.stringify(target)}\n`).join("")}`;
const component = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec: {type: service, lifecycle: production, owner: team-a}\n`;

/** A Location that is taken as an entity, with these problems about what it names. */
function abused(
  name: string,
  files: Readonly<Record<string, string>>,
  ...problems: readonly string[]
): HostileCase {
  return { name, files, problems, stored: { "metadata.name": "THIS" }, ref: "location:default/THIS" };
}
const target = (name: string, text: string, problem: string) =>
  abused(name, { "catalog-info.yaml": location([text]) }, problem);
const numbered = (count: number, text: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.yaml`, text(index)]));

/** Locations that lead in circles, out of the repository, or everywhere at once. */
export const LOCATION_ABUSE: readonly HostileCase[] = [
  target("itself", "./catalog-info.yaml", "location_cycle:7"),
  abused(
    "a circle of two",
    { "catalog-info.yaml": location(["./b.yaml"]), "b.yaml": location(["./catalog-info.yaml"], "THIS-b") },
    "b.yaml location_cycle:7",
  ),
  abused(
    "a chain of 100",
    {
      "catalog-info.yaml": location(["./0.yaml"]),
      ...numbered(100, (index) => location([`./${index + 1}.yaml`], `THIS-${index}`)),
    },
    "9.yaml location_chain:7",
  ),
  abused(
    "a fan of 10,000",
    { "catalog-info.yaml": location(many(10_000, (index) => `./${index}.yaml`).split("\n")) },
    "location_fanout:6",
  ),
  abused(
    "a glob over 250 files",
    { "catalog-info.yaml": location(["./*.yaml"]), ...numbered(250, (index) => component(`THIS-${index}`)) },
    "199.yaml too_many_files:1",
  ),
  target("a glob of stars", `./${"**/".repeat(20)}${"*a".repeat(60)}b`, "location_missing:7"),
  target(
    "another organisation's repository",
    "https://github.com/globex/secrets/blob/main/catalog-info.yaml",
    "location_outside:7",
  ),
  target("another host", "https://evil.example/catalog-info.yaml", "location_outside:7"),
  target("an address that redirects", "https://bit.ly/3abcdef", "location_outside:7"),
  target(
    "an address with credentials",
    "https://ada:hunter2@github.com/acme/x/blob/main/a.yaml",
    "location_credentials:7",
  ),
  target("the metadata service", "http://169.254.169.254/latest/meta-data/", "location_outside:7"),
  target("a file of the server", "file:///proc/self/environ", "location_outside:7"),
  target("out of the repository", "../../../etc/passwd", "location_outside:7"),
  target("a script", "javascript:alert(1)", "location_outside:7"),
  target("a file that is not there", "./gone.yaml", "location_missing:7"),
];
