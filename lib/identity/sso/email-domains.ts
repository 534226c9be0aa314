import { AppError } from "@/lib/platform/errors";

// Mailbox providers: an address there proves a person, never a company.
const PUBLIC_MAILBOXES = new Set(
  (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com " +
    "web.de t-online.de mail.com mail.ru yandex.ru yandex.com proton.me protonmail.com pm.me fastmail.com hey.com zoho.com tutanota.com qq.com 163.com " +
    "126.com sina.com naver.com daum.net orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it bt.com btinternet.com comcast.net verizon.net " +
    "att.net sbcglobal.net cox.net rediffmail.com mailinator.com users.noreply.github.com"
  ).split(" "),
);
const DOMAIN = /^(?=.{4,190}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * E-mail domains as typed, in the one form we compare; doubles dropped.
 *
 * @throws AppError invalid_input - not a domain, or one where everybody can have an address
 */
export function parseEmailDomains(typed: readonly string[]): readonly string[] {
  const domains = [
    ...new Set(typed.map((text) => text.trim().toLowerCase().replace(/^@/, "")).filter(Boolean)),
  ];
  if (domains.length > 20)
    throw new AppError("invalid_input", "A connection can have at most 20 e-mail domains.");
  for (const domain of domains) {
    if (!DOMAIN.test(domain))
      throw new AppError(
        "invalid_input",
        `"${domain}" is not an e-mail domain. It must look like company.com, in ASCII letters.`,
      );
    if (PUBLIC_MAILBOXES.has(domain))
      throw new AppError(
        "invalid_input",
        `${domain} is a public mailbox provider: everybody can have an address there.`,
      );
  }
  return domains;
}
