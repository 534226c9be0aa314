import type { ApiTokenView } from "@/lib/identity";
import { Badge } from "@/lib/ui/badge";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { RevokeToken } from "./revoke-token";

/** Tokens by name and prefix, with what they may do and when they were last used. */
export function TokenTable({
  tenant,
  tokens,
}: {
  readonly tenant: string;
  readonly tokens: readonly ApiTokenView[];
}) {
  return (
    <Table caption="API tokens">
      <TableHead>
        <TableRow>
          <TableHeader>Token</TableHeader>
          <TableHeader>Scopes</TableHeader>
          <TableHeader>Made</TableHeader>
          <TableHeader>Last used</TableHeader>
          <TableHeader>Ends</TableHeader>
          <TableHeader>
            <span className="sr-only">Revoke</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <TableRow key={token.id} className={token.state === "live" ? undefined : "text-ink-muted"}>
            <TableCell>
              <span className="block py-1">
                <span className="font-medium">{token.name}</span>
                <code className="block text-xs text-ink-muted">{token.prefix}…</code>
              </span>
            </TableCell>
            <TableCell>
              <span className="flex max-w-72 flex-wrap gap-1">
                {token.scopes.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
              </span>
            </TableCell>
            <TableCell muted>
              <RelativeTime at={token.createdAt} />
              <span className="block text-xs">by {token.createdBy ?? "the command line"}</span>
            </TableCell>
            <TableCell muted>{token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : "Never"}</TableCell>
            <TableCell muted>
              {token.state === "live" ? (
                token.expiresAt ? (
                  <RelativeTime at={token.expiresAt} />
                ) : (
                  "Never"
                )
              ) : (
                <Badge tone="warn">{token.state === "revoked" ? "Revoked" : "Expired"}</Badge>
              )}
            </TableCell>
            <TableCell className="text-right">
              {token.state === "live" ? (
                <RevokeToken tenant={tenant} id={token.id} name={token.name} />
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
