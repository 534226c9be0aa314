/** One hostile repository and what must become of it. `THIS` in a text stands for the entity's own name, another one in each case. */
export type HostileCase = {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** GitHub said so of catalog-info.yaml. */
  readonly binary?: true;
  /**
   * Every problem the tenant sees of this repository, in order of line: `code:line` in catalog-info.yaml, `path code:line` elsewhere,
   * `a|b` where it depends on the machine's speed which limit is met first.
   */
  readonly problems: readonly string[];
  /** What the catalog holds of it afterwards, by dotted field; absent where nothing of the text may get in. */
  readonly stored?: Readonly<Record<string, unknown>>;
  /** The entity the fields are of, where it is another one than component:default/THIS. */
  readonly ref?: string;
};

export const HEAD = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: THIS\n";
export const SPEC = "spec:\n  type: service\n  lifecycle: production\n  owner: team-a\n";
export const GOOD = `${HEAD}${SPEC}`;

/** A component whose metadata has these lines more; they begin at line 5. */
export function withMetadata(lines: string): string {
  return `${HEAD}${lines}\n${SPEC}`;
}

/** A component whose spec has these lines more; they begin at line 9. */
export function withSpec(lines: string): string {
  return `${GOOD}${lines}\n`;
}

/** Refused: nothing of it gets in, and these are the problems. */
export function refused(name: string, text: string, ...problems: readonly string[]): HostileCase {
  return { name, files: { "catalog-info.yaml": text }, problems };
}

/** Valid and harmless: taken, these fields word for word. */
export function accepted(
  name: string,
  text: string,
  stored: Readonly<Record<string, unknown>> = {},
  ...problems: readonly string[]
): HostileCase {
  return { name, files: { "catalog-info.yaml": text }, problems, stored };
}

export function many(count: number, line: (index: number) => string, between = "\n"): string {
  return Array.from({ length: count }, (_, index) => line(index)).join(between);
}
