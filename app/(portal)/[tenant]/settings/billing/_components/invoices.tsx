import { listInvoices } from "@/lib/billing";
import type { TenantContext } from "@/lib/platform/context";
import { formatMoney } from "@/lib/plugins";
import { Badge } from "@/lib/ui/badge";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { Section } from "@/lib/ui/section";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const TONES = { paid: "ok", open: "warn", uncollectible: "bad" } as const;
const toneOf = (status: string) =>
  status === "paid" || status === "open" || status === "uncollectible" ? TONES[status] : "neutral";

/** The last invoices, straight from Stripe. */
export async function Invoices({ ctx }: { readonly ctx: TenantContext }) {
  const invoices = await listInvoices(ctx);
  return (
    <Section title="Invoices">
      {invoices === undefined ? (
        <Callout tone="warn" title="Invoices are unavailable just now">
          Stripe does not answer. Try again in a moment.
        </Callout>
      ) : invoices.length === 0 ? (
        <EmptyState title="No invoice yet" compact>
          The first one comes with the first payment.
        </EmptyState>
      ) : (
        <Card flush>
          <Table caption="Invoices">
            <TableHead>
              <TableRow>
                <TableHeader>Number</TableHeader>
                <TableHeader>Date</TableHeader>
                <TableHeader>State</TableHeader>
                <TableHeader numeric>Amount</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {invoices.map((invoice) => (
                <TableRow key={invoice.id}>
                  <TableCell>
                    {invoice.url ? (
                      <a href={invoice.url} target="_blank" rel="noopener noreferrer" className="link">
                        {invoice.number ?? invoice.id}
                      </a>
                    ) : (
                      (invoice.number ?? invoice.id)
                    )}
                  </TableCell>
                  <TableCell muted>{day.format(invoice.at)}</TableCell>
                  <TableCell>
                    <Badge tone={toneOf(invoice.status)}>{invoice.status}</Badge>
                  </TableCell>
                  <TableCell numeric>{formatMoney(invoice.totalMinor, invoice.currency)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </Section>
  );
}
