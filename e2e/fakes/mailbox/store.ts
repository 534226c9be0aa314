import type { ParsedMail } from "mailparser";
import type { StateFile } from "../kit/state-file";

export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  readonly receivedAt: string;
}

export interface MailboxData {
  nextId: number;
  messages: Mail[];
}

const keptMails = 1000;

function linksIn(html: string, text: string): string[] {
  const hrefs = [...html.matchAll(/href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((match) =>
    (match[1] ?? match[2] ?? "").replaceAll(/&amp;|&#38;|&#x26;/gi, "&"),
  );
  const plain = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((match) =>
    match[0].replace(/[.,;:!?]+$/, ""),
  );
  return [...new Set([...hrefs, ...plain])].filter((link) => /^https?:/.test(link));
}

/** Keeps a mail as it was received, for those addresses the SMTP client named. */
export function keepMail(
  file: StateFile<MailboxData>,
  parsed: ParsedMail,
  recipients: readonly string[],
): Mail {
  const html = typeof parsed.html === "string" ? parsed.html : "";
  const text = parsed.text ?? "";
  const mail: Mail = {
    id: String(file.data.nextId),
    from: parsed.from?.text ?? "",
    to: recipients,
    subject: parsed.subject ?? "",
    text,
    html,
    links: linksIn(html, text),
    receivedAt: new Date().toISOString(),
  };
  file.data.nextId += 1;
  file.data.messages.unshift(mail);
  file.data.messages.length = Math.min(file.data.messages.length, keptMails);
  file.changed();
  return mail;
}
