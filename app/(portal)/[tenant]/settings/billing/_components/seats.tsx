import { ROLE_TITLES, type Role } from "@/lib/access";
import type { BillingView } from "@/lib/billing";
import { Avatar } from "@/lib/ui/avatar";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Section } from "@/lib/ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";

const isTitled = (role: string): role is Role => role in ROLE_TITLES;

/** Who is a seat, by name: members who signed in within the last 30 days. */
export function Seats({ billing: { seats, members } }: { readonly billing: BillingView }) {
  return (
    <Section
      title="Seats"
      description={`A seat is a member who signed in within the last 30 days: ${seats.length} of ${members} members.`}
    >
      {seats.length === 0 ? (
        <EmptyState title="Nobody signed in lately" compact>
          A seat is counted with the next sign-in.
        </EmptyState>
      ) : (
        <Card flush>
          <Table caption="Seats">
            <TableHead>
              <TableRow>
                <TableHeader>Member</TableHeader>
                <TableHeader>Role</TableHeader>
                <TableHeader numeric>Last sign-in</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {seats.map((seat) => (
                <TableRow key={seat.userId}>
                  <TableCell>
                    <span className="flex items-center gap-2">
                      <Avatar name={seat.name ?? seat.email} />
                      <span className="min-w-0">
                        {seat.name ?? seat.email}{" "}
                        {seat.name ? <span className="text-xs text-ink-muted">{seat.email}</span> : null}
                      </span>
                    </span>
                  </TableCell>
                  <TableCell>{isTitled(seat.role) ? ROLE_TITLES[seat.role] : seat.role}</TableCell>
                  <TableCell numeric muted>
                    <RelativeTime at={seat.lastSignInAt} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </Section>
  );
}
