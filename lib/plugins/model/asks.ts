import type { Manifest } from "@/lib/plugin-sdk";

/** What a version of a plugin asks an admin to allow. */
export type Asks = {
  readonly hosts: readonly string[];
  readonly secrets: readonly string[];
  readonly reads: readonly string[];
  /** `actions: read` */
  readonly github: readonly string[];
};

/** Everything the manifest would touch. */
export function asksOf(manifest: Manifest): Asks {
  return {
    hosts: manifest.hosts,
    secrets: manifest.secrets.map((secret) => secret.name),
    reads: manifest.reads,
    github: Object.entries(manifest.githubPermissions).map(
      ([permission, level]) => `${permission}: ${level}`,
    ),
  };
}

/** What is asked beyond what was agreed; empty when the consent covers it. */
export function missingConsent(asks: Asks, agreed: Asks | undefined): readonly string[] {
  const beyond = (wanted: readonly string[], had: readonly string[] | undefined) =>
    wanted.filter((one) => !had?.includes(one));
  return [
    ...beyond(asks.hosts, agreed?.hosts),
    ...beyond(asks.secrets, agreed?.secrets),
    ...beyond(asks.reads, agreed?.reads),
    ...beyond(asks.github, agreed?.github),
  ];
}

const READ_WORDS: Readonly<Record<string, string>> = {
  ref: "the component's name in the catalog",
  name: "the component's name",
  annotations: "the component's annotations",
  repository: "the name of its repository",
};

/** One permission as an admin reads it. */
export type AskWords = {
  readonly kind: "host" | "secret" | "read" | "github";
  readonly title: string;
  readonly detail: string;
};

/** The asks in plain words, for the trust panel and the consent dialog. */
export function describeAsks(manifest: Manifest): readonly AskWords[] {
  const hosts = manifest.hosts.map((host): AskWords => {
    if (host === "github")
      return {
        kind: "host",
        title: "Calls GitHub",
        detail: "as the App you installed, for repositories that the App may see",
      };
    const setting = /^\{\{config\.(\w+)\}\}$/.exec(host)?.[1];
    const title = setting ? manifest.config.properties[setting]?.title : undefined;
    return {
      kind: "host",
      title: setting ? `Calls the server you name as “${title ?? setting}”` : `Calls ${host}`,
      detail: "from our servers, and no other address",
    };
  });
  const secrets = manifest.secrets.map(
    (secret): AskWords => ({
      kind: "secret",
      title: `Uses the secret “${secret.title}”`,
      detail: "sent to that server only; encrypted, and shown to nobody",
    }),
  );
  const github = Object.keys(manifest.githubPermissions).map(
    (permission): AskWords => ({
      kind: "github",
      title: `Reads ${permission.replaceAll("_", " ")} on GitHub`,
      detail: "needs this read permission on the Portico App",
    }),
  );
  const reads = manifest.reads.filter((read) => read !== "ref").map((read) => READ_WORDS[read] ?? read);
  return [
    ...hosts,
    ...github,
    ...secrets,
    { kind: "read", title: "Sees of each component", detail: reads.join(" and ") || "its name" },
  ];
}
