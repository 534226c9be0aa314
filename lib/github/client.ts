/** What the App asks of GitHub and why, as the install page says it in plain words. */
export const PERMISSIONS_ASKED: readonly {
  readonly name: string;
  readonly level: string;
  readonly why: string;
}[] = [
  {
    name: "Metadata",
    level: "read",
    why: "Names, topics, languages and who has access: the list of your repositories.",
  },
  {
    name: "Contents",
    level: "read",
    why: "catalog-info.yaml, CODEOWNERS, README, API files and manifests: what each repository is and who owns it.",
  },
  { name: "Members", level: "read", why: "Your teams and their members: owners become people one can ask." },
  {
    name: "Actions, checks and pull requests",
    level: "read",
    why: "Builds and open work on an entity's page: read only once somebody enables the GitHub cards.",
  },
];
