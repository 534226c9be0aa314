import type { ConnectionTest } from "@/lib/identity";
import { Callout } from "@/lib/ui/callout";

export type TestReplyProps =
  | { readonly kind: "received"; readonly test: ConnectionTest }
  | { readonly kind: "failed"; readonly message: string };

function clientWords(client: ConnectionTest["client"]): string {
  switch (client.kind) {
    case "accepted":
      return "Accepted: id and secret are right";
    case "refused":
      return `Refused (${client.reply}): id or secret are wrong`;
    case "unclear":
      return `Not clear: the token endpoint answered ${client.reply}`;
    case "unchecked":
      return "Not checked: enter client id and secret";
    default: {
      const missing: never = client;
      return missing;
    }
  }
}

/** What the provider answered, in place. */
export function TestReply(props: TestReplyProps) {
  if (props.kind === "failed")
    return (
      <Callout tone="bad" title="The connection does not work">
        {props.message}
      </Callout>
    );
  const { received, keys, client } = props.test;
  const rows = [
    ["Issuer", received.issuer],
    ["Authorization endpoint", received.authorizationEndpoint],
    ["Token endpoint", received.tokenEndpoint],
    ["Keys", `${keys} at ${received.jwksUri}`],
    ["Signed with", `${received.idTokenAlgorithm} (offered: ${received.idTokenAlgorithms.join(", ")})`],
    ["PKCE", received.hasPkce ? "S256" : "Not announced; Portico sends it all the same"],
    ["Client", clientWords(client)],
  ] as const;
  const isRefused = client.kind === "refused";
  return (
    <Callout
      tone={isRefused ? "bad" : "ok"}
      title={isRefused ? "The provider answers, but refuses the client" : "The provider answers"}
    >
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="wrap-anywhere text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </Callout>
  );
}
