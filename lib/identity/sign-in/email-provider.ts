import type { EmailConfig } from "next-auth/providers/email";
import { config } from "@/lib/platform/config";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { parseEmail } from "./email-identity";
import type { SignInFlow } from "./flow";
import { LINK_MINUTES, sendLink } from "./send-link";

/**
 * Sign-in by a link. It leads to our own page, not straight to the callback: mail scanners open links, and a link opened
 * in another browser than the one that asked for it should say whom it signs in before it does.
 */
export function emailProvider(flow: SignInFlow): EmailConfig {
  return {
    id: "email",
    type: "email",
    name: "Email",
    server: "",
    from: config().MAIL_FROM,
    maxAge: LINK_MINUTES * 60,
    options: {},
    normalizeIdentifier: parseEmail,
    sendVerificationRequest: async ({ identifier, url }) => {
      try {
        await sendLink(identifier, `${config().PORTICO_URL}/sign-in/link${new URL(url).search}`);
      } catch (error) {
        flow.problem =
          error instanceof AppError && error.code === "precondition" ? "mail_not_configured" : "mail_failed";
        logger().error({ err: error, requestId: flow.requestId }, "sign-in mail could not be sent");
        throw error;
      }
    },
  };
}
