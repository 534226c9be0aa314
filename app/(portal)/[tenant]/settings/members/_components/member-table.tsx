import type { MemberView } from "@/lib/identity";
import { Avatar } from "@/lib/ui/avatar";
import { Badge } from "@/lib/ui/badge";
import { RelativeTime } from "@/lib/ui/relative-time";
import type { SelectOption } from "@/lib/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { MemberRole } from "./member-role";
import { RemoveMember } from "./remove-member";

type MemberTableProps = {
  readonly tenant: string;
  readonly tenantName: string;
  readonly members: readonly MemberView[];
  readonly roles: readonly SelectOption[];
  readonly mayManage: boolean;
  readonly isOwner: boolean;
};

/** Everybody who may enter. */
export function MemberTable({ tenant, tenantName, members, roles, mayManage, isOwner }: MemberTableProps) {
  const titleOf = (role: string) => roles.find((one) => one.value === role)?.label ?? role;
  return (
    <Table caption="Members">
      <TableHead>
        <TableRow>
          <TableHeader>Member</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Signs in with</TableHeader>
          <TableHeader>Last sign-in</TableHeader>
          <TableHeader>Seat</TableHeader>
          {mayManage ? (
            <TableHeader>
              <span className="sr-only">Remove</span>
            </TableHeader>
          ) : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {members.map((member) => {
          const mayChange = mayManage && (member.role !== "owner" || isOwner);
          return (
            <TableRow key={member.userId}>
              <TableCell>
                <span className="flex items-center gap-2.5 py-1">
                  <Avatar name={member.name} src={member.image} size={24} />
                  <span className="min-w-0 max-sm:max-w-40">
                    <span className="flex items-center gap-1.5">
                      <span className="truncate font-medium">{member.name}</span>
                      {member.isSelf ? <Badge>You</Badge> : null}
                    </span>
                    {member.email === member.name ? null : (
                      <span className="block truncate text-xs text-ink-muted">{member.email}</span>
                    )}
                  </span>
                </span>
              </TableCell>
              <TableCell>
                {mayChange ? (
                  <MemberRole
                    tenant={tenant}
                    userId={member.userId}
                    name={member.name}
                    role={member.role}
                    roles={isOwner ? roles : roles.filter((role) => role.value !== "owner")}
                  />
                ) : (
                  titleOf(member.role)
                )}
              </TableCell>
              <TableCell muted>{member.method}</TableCell>
              <TableCell muted>
                {member.lastSignInAt ? <RelativeTime at={member.lastSignInAt} /> : "Never"}
              </TableCell>
              <TableCell>
                {member.hasSeat ? (
                  <Badge tone="accent" title="Signed in within the last 30 days">
                    Seat
                  </Badge>
                ) : (
                  <span className="text-ink-muted">None</span>
                )}
              </TableCell>
              {mayManage ? (
                <TableCell className="text-right">
                  {mayChange ? (
                    <RemoveMember
                      tenant={tenant}
                      tenantName={tenantName}
                      userId={member.userId}
                      name={member.name}
                      method={member.method}
                    />
                  ) : null}
                </TableCell>
              ) : null}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
