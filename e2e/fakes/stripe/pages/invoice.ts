import type { Hono } from "hono";
import { html } from "hono/html";
import { type Markup, page } from "../../kit/page";
import type { NodeEnv } from "../../kit/serve";
import { createCard } from "../cards";
import { payInvoice } from "../lifecycle";
import { StripeProblem } from "../problem";
import type { Store } from "../store";
import type { Invoice } from "../types";
import { cardFields, problemBox } from "./card-fields";
import { invoicePdf } from "./invoice-pdf";
import { day, money, strip } from "./words";

function invoicePage(invoice: Invoice, problem?: string): Markup {
  const pay =
    invoice.status === "open"
      ? html`${problemBox(problem)}<form method="post" action="/i/${invoice.id}" data-once>${cardFields()}<p style="margin-top:20px"><button class="primary" type="submit">Pay ${money(invoice.amount_remaining, invoice.currency)}</button></p></form>`
      : "";
  return page(
    `Invoice ${invoice.number ?? ""}`,
    strip,
    html`<main class="narrow"><div class="card stack"><div class="row"><h1>Invoice ${invoice.number}</h1><strong>${invoice.status}</strong></div>
<p class="muted">${invoice.customer_name ?? invoice.customer_email ?? ""} · ${day(invoice.created)}</p>
<table><tbody>${invoice.lines.data.map((line) => html`<tr><td>${line.description}</td><td class="num">${money(line.amount, line.currency)}</td></tr>`)}
<tr><td><strong>Amount due</strong></td><td class="num"><strong>${money(invoice.amount_due, invoice.currency)}</strong></td></tr></tbody></table>
<p><a href="/i/${invoice.id}/pdf">Download PDF</a></p>${pay}</div></main>`,
  );
}

/** The hosted invoice and its PDF: `/i/:id`, `/i/:id/pdf`. */
export function mountInvoicePage(app: Hono<NodeEnv>, store: Store): void {
  const find = (id: string): Invoice | undefined => store.data.invoices[id];
  app.get("/i/:id", (c) => {
    const invoice = find(c.req.param("id"));
    return invoice === undefined ? c.notFound() : c.html(invoicePage(invoice));
  });
  app.get("/i/:id/pdf", (c) => {
    const invoice = find(c.req.param("id"));
    if (invoice === undefined) return c.notFound();
    return c.body(invoicePdf(invoice), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${invoice.number ?? invoice.id}.pdf"`,
    });
  });
  app.post("/i/:id", async (c) => {
    const invoice = find(c.req.param("id"));
    if (invoice === undefined) return c.notFound();
    if (invoice.status !== "open") return c.redirect(`/i/${invoice.id}`, 303);
    const number = String((await c.req.formData()).get("cardNumber") ?? "");
    try {
      const method = createCard(store, {
        number,
        customer: invoice.customer,
        name: null,
        email: invoice.customer_email,
      });
      const refusal = payInvoice(store, invoice, method.id);
      return refusal === undefined
        ? c.redirect(`/i/${invoice.id}`, 303)
        : c.html(invoicePage(invoice, refusal), 402);
    } catch (cause) {
      if (!(cause instanceof StripeProblem)) throw cause;
      return c.html(invoicePage(invoice, cause.message), 402);
    }
  });
}
