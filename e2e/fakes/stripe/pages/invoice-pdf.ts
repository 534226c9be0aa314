import type { Invoice } from "../types";
import { day, money } from "./words";

function pdfText(line: string): string {
  // The built-in PDF fonts know Latin-1 only.
  return line
    .replace(/×/g, "x")
    .replace(/[^\x20-\x7e]/g, "?")
    .replace(/([()\\])/g, "\\$1");
}

/** One plain page with the invoice's lines, as a PDF file. */
export function invoicePdf(invoice: Invoice): string {
  const lines = [
    `Portico - Invoice ${invoice.number ?? invoice.id}`,
    `Date ${day(invoice.created)}   Status ${invoice.status}`,
    invoice.customer_email ?? "",
    "",
    ...invoice.lines.data.map(
      (line) => `${money(line.amount, line.currency).padStart(12)}   ${line.description}`,
    ),
    "",
    `${money(invoice.amount_due, invoice.currency).padStart(12)}   Amount due`,
  ];
  const content = `BT /F1 11 Tf 56 780 Td 16 TL ${lines.map((line) => `(${pdfText(line)}) Tj T*`).join(" ")} ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`;
}
