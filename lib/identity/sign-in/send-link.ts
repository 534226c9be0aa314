import { createTransport, type Transporter } from "nodemailer";
import { config } from "@/lib/platform/config";
import { AppError } from "@/lib/platform/errors";

let transport: Transporter | undefined;

function smtp(): Transporter {
  const { SMTP_URL } = config();
  if (!SMTP_URL) throw new AppError("precondition", "This portal cannot send e-mail: SMTP_URL is not set.");
  transport ??= createTransport(SMTP_URL, { from: config().MAIL_FROM });
  return transport;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const LINK_MINUTES = 15;

/** Sends the sign-in link. The text says what it opens and how long, and that doing nothing is safe. */
export async function sendLink(email: string, url: string): Promise<void> {
  const host = new URL(config().PORTICO_URL).host;
  const note = `The link works once, for ${LINK_MINUTES} minutes. If you did not ask for it, ignore this mail: nobody gets in without it.`;
  await smtp().sendMail({
    to: { name: "", address: email },
    subject: `Sign in to Portico (${host})`,
    text: `Sign in to Portico as ${email}:\n\n${url}\n\n${note}\n`,
    html: `<!doctype html><html lang="en"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1e26;padding:24px;max-width:520px">
<p style="font-weight:600">Portico</p><p>Sign in as <strong>${escapeHtml(email)}</strong>:</p>
<p><a href="${escapeHtml(url)}" style="display:inline-block;background:#4f46e5;color:#fff;padding:10px 16px;border-radius:6px;text-decoration:none">Sign in to Portico</a></p>
<p style="color:#5c6070;font-size:13px">${note}</p></body></html>`,
  });
}
