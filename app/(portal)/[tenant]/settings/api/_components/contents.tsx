import type { Reference } from "@/app/_machine/openapi/reference";

/** Every operation by its summary, so that the right one is found without opening others. */
export function Contents({ groups }: Pick<Reference, "groups">) {
  return (
    <nav aria-label="Operations" className="columns-1 gap-8 sm:columns-2 xl:columns-3">
      {groups.map((group) => (
        <div key={group.name} className="mb-5 break-inside-avoid">
          <p className="mb-1 text-xs font-medium text-ink-muted">{group.name}</p>
          <ul className="grid text-sm">
            {group.operations.map((operation) => (
              <li key={operation.id}>
                <a
                  className="block rounded-sm py-1 hover:text-accent-text hover:underline"
                  href={`#${operation.id}`}
                >
                  {operation.summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
