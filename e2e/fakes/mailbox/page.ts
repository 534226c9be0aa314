import { html, raw } from "hono/html";
import { type Markup, page } from "../kit/page";
import type { Mail } from "./store";

const strip = "Local mailbox · every mail Portico sends on this machine ends here";

function linkList(mail: Mail): Markup | string {
  if (mail.links.length === 0) return "";
  return html`<ul style="margin:8px 0 0;padding-left:18px">${mail.links.map((link) => html`<li><a href="${link}">${link}</a></li>`)}</ul>`;
}

/** All mails, newest first. */
export function listPage(messages: readonly Mail[], to: string): Markup {
  const body =
    messages.length === 0
      ? html`<div class="card"><p>No mail${to === "" ? " yet" : ` for ${to}`}.</p></div>`
      : messages.map(
          (
            mail,
          ) => html`<article class="card"><div class="row"><h2><a href="/messages/${mail.id}">${mail.subject === "" ? "(no subject)" : mail.subject}</a></h2><time class="muted" datetime="${mail.receivedAt}">${mail.receivedAt.slice(0, 19).replace("T", " ")}</time></div>
<p class="muted">to ${mail.to.join(", ")} · from ${mail.from}</p>${linkList(mail)}</article>`,
        );
  return page(
    "Mailbox",
    strip,
    html`<main class="wide"><div class="row" style="margin-bottom:16px"><h1>Mailbox</h1><form method="get" action="/"><label for="to" style="display:inline">To</label> <input id="to" name="to" value="${to}" style="width:240px"></form></div>${body}</main>
<script>${raw("setTimeout(() => { if (document.activeElement?.id !== 'to') location.reload() }, 5000)")}</script>`,
  );
}

// Not the sandbox but this policy keeps a mail's scripts still: test tools such as axe must be able to look inside.
const quiet = `<meta http-equiv="content-security-policy" content="script-src 'none'"><base target="_top">`;

/** One mail: its own HTML in a frame that may do nothing but open links. */
export function messagePage(mail: Mail): Markup {
  const framed =
    mail.html === ""
      ? html`<pre style="white-space:pre-wrap;font:inherit">${mail.text}</pre>`
      : html`<iframe title="Message" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" srcdoc="${`${quiet}${mail.html}`}" style="width:100%;height:640px;border:1px solid #e3e8ee;border-radius:8px"></iframe>`;
  return page(
    mail.subject,
    strip,
    html`<main class="wide"><p><a href="/">← Mailbox</a></p><article class="card stack" style="margin-top:12px"><h1>${mail.subject}</h1><p class="muted">to ${mail.to.join(", ")} · from ${mail.from} · ${mail.receivedAt}</p>${linkList(mail)}${framed}</article></main>`,
  );
}
